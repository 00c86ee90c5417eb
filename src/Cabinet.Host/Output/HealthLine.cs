namespace Cabinet.Host.Output;

/// <summary>What a health endpoint answers.</summary>
/// <param name="Status">The worst of all: healthy, degraded or unhealthy.</param>
/// <param name="Checks">Each check.</param>
internal sealed record HealthLine(string Status, IReadOnlyList<HealthCheckLine> Checks);
