using Cabinet.Application.Observability;

namespace Cabinet.Host;

/// <summary>Asks all health checks so that none can hang or throw.</summary>
internal sealed class HealthChecks(IEnumerable<IHealthCheck> checks, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What each check says, by name; one that takes too long or throws is unhealthy.</summary>
    public async Task<IReadOnlyList<(string Name, HealthReport Report)>> AskAsync(CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(
            checks.Select(async check => (check.Name, await AskAsync(check, cancellationToken))));
        return [.. answers.OrderBy(answer => answer.Name, StringComparer.Ordinal)];
    }

    private async Task<HealthReport> AskAsync(IHealthCheck check, CancellationToken cancellationToken)
    {
        using var expired = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expired.Token, cancellationToken);
        try
        {
            return await check.CheckAsync(either.Token).AsTask().WaitAsync(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthReport(
                HealthStatus.Unhealthy,
                expired.IsCancellationRequested
                    ? $"It gave no answer within {Patience.TotalSeconds:0} seconds."
                    : $"The check itself failed ({exception.GetType().Name}).");
        }
    }
}
