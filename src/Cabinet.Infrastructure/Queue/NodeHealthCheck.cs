using Cabinet.Application.Observability;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Says whether this node is registered, renews its lease, and has its keys.</summary>
internal sealed class NodeHealthCheck(NodeIdentity identity, KeyHalt keys) : IHealthCheck
{
    /// <inheritdoc />
    public string Name => "node";

    /// <inheritdoc />
    public ValueTask<HealthReport> CheckAsync(CancellationToken cancellationToken) => new(Look());

    private HealthReport Look()
    {
        if (keys.Problem is { } problem)
        {
            return new HealthReport(
                HealthStatus.Unhealthy,
                $"The node claims nothing: {problem} Give it the right root key, or restore the ring.");
        }

        if (identity.Session is not { End: SessionEnd.None } session)
        {
            return new HealthReport(
                HealthStatus.Unhealthy,
                "The node isn't registered: it is starting, stopping, or can't reach the store.");
        }

        var since = session.SinceRenewal;
        return since > session.Lease.RenewalInterval * 2
            ? new HealthReport(
                HealthStatus.Degraded,
                $"The node last renewed its lease {since.TotalSeconds:F1} s ago and stops its handlers after "
                + $"{session.Lease.FenceAfter.TotalSeconds:F1} s.")
            : new HealthReport(HealthStatus.Healthy, $"Registered as {session.Id}, lease renewed.");
    }
}
