using Cabinet.Application.Observability;

namespace Cabinet.Host.Demo.Running;

/// <summary>
/// Looks whether something keeps the node from working, so that nobody waits without knowing for what.
/// </summary>
internal sealed class HealthWatch(HealthChecks health)
{
    /// <summary>What the first unhealthy check says, or null.</summary>
    public async ValueTask<string?> FindTroubleAsync(CancellationToken cancellationToken)
    {
        var answers = await health.AskAsync(cancellationToken);
        return answers
            .Where(answer => answer.Report.Status == HealthStatus.Unhealthy)
            .Select(answer => $"{answer.Name}: {answer.Report.Message}")
            .FirstOrDefault();
    }
}
