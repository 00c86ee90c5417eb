using Cabinet.Application.Observability;

namespace Cabinet.Infrastructure.Observability;

/// <summary>What one health check said.</summary>
/// <param name="Name">What the check is called.</param>
/// <param name="Report">What it said.</param>
public sealed record HealthEntry(string Name, HealthReport Report);
