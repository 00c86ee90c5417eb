using Cabinet.Application.Observability;

namespace Cabinet.Infrastructure.Observability;

/// <summary>Asks all health checks at once, each for a bounded time.</summary>
public sealed class HealthReporter
{
    /// <summary>How long one check may take: 5 seconds. Then it counts as unhealthy.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly IHealthCheck[] checks;
    private readonly TimeProvider time;

    /// <summary>Makes a reporter.</summary>
    /// <param name="checks">What it asks.</param>
    /// <param name="time">Bounds the checks.</param>
    public HealthReporter(IEnumerable<IHealthCheck> checks, TimeProvider time)
    {
        this.checks = [.. checks.OrderBy(check => check.Name, StringComparer.Ordinal)];
        this.time = time;
    }

    /// <summary>
    /// Asks all of them. A check that throws or doesn't answer in time is unhealthy; none keeps the others.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<HealthSummary> ReportAsync(CancellationToken cancellationToken)
    {
        var entries = await Task.WhenAll(checks.Select(check => AskAsync(check, cancellationToken)));
        return new HealthSummary(entries);
    }

    private async Task<HealthEntry> AskAsync(IHealthCheck check, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            // On the pool, so that a check that blocks its thread is left behind like one that ignores its token.
            var asking = Task.Run(() => check.CheckAsync(linked.Token).AsTask(), linked.Token);
            return new HealthEntry(check.Name, await asking.WaitAsync(linked.Token));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Only the exception's type: its message may hold what doesn't belong into a public report.
            var message = limit.IsCancellationRequested
                ? $"The check didn't answer within {Limit.TotalSeconds:F0} s."
                : $"The check failed: {exception.GetType().Name}.";
            return new HealthEntry(check.Name, new HealthReport(HealthStatus.Unhealthy, message));
        }
    }
}
