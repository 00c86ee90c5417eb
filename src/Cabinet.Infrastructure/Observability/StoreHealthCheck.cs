using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Observability;

/// <summary>Says whether the store answers a small query.</summary>
internal sealed class StoreHealthCheck(IStore store) : IHealthCheck
{
    /// <inheritdoc />
    public string Name => "store";

    /// <inheritdoc />
    public async ValueTask<HealthReport> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var nodes = await store.Nodes.ListAsync(cancellationToken);
            return new HealthReport(HealthStatus.Healthy, $"The store answers; {nodes.Count} nodes are registered.");
        }
        catch (StoreException trouble)
        {
            return new HealthReport(HealthStatus.Unhealthy, trouble.Message);
        }
    }
}
