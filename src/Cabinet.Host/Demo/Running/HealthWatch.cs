using Cabinet.Application.Observability;
using Cabinet.Infrastructure.Observability;

namespace Cabinet.Host.Demo.Running;

/// <summary>
/// Looks whether something keeps the node from working, so that nobody waits without knowing for what.
/// </summary>
internal sealed class HealthWatch(HealthReporter health)
{
    /// <summary>What the first unhealthy check says, or null.</summary>
    public async ValueTask<string?> FindTroubleAsync(CancellationToken cancellationToken)
    {
        var summary = await health.ReportAsync(cancellationToken);
        return summary.Entries
            .Where(entry => entry.Report.Status == HealthStatus.Unhealthy)
            .Select(entry => $"{entry.Name}: {entry.Report.Message}")
            .FirstOrDefault();
    }
}
