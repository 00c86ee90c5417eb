using Cabinet.Application.Observability;

namespace Cabinet.Infrastructure.Observability;

/// <summary>What all health checks said.</summary>
/// <param name="Entries">By name.</param>
public sealed record HealthSummary(IReadOnlyList<HealthEntry> Entries)
{
    /// <summary>The worst of them; healthy when there is none.</summary>
    public HealthStatus Status =>
        Entries.Select(entry => entry.Report.Status).DefaultIfEmpty(HealthStatus.Healthy).Max();
}
