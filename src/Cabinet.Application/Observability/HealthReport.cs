namespace Cabinet.Application.Observability;

/// <summary>How something is.</summary>
/// <param name="Status">In one word.</param>
/// <param name="Message">For an operator; nothing secret or personal.</param>
public sealed record HealthReport(HealthStatus Status, string Message);
