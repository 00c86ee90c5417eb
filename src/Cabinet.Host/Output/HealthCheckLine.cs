namespace Cabinet.Host.Output;

/// <summary>One check of a health endpoint's answer.</summary>
internal sealed record HealthCheckLine(string Name, string Status, string Message);
