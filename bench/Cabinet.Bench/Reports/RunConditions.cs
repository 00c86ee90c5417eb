namespace Cabinet.Bench.Reports;

/// <summary>What a run's figures depend on.</summary>
/// <param name="Store">sqlite or postgres.</param>
/// <param name="Date">When the run began, in UTC.</param>
/// <param name="Machine">Processors, memory and kernel.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Server">The server's version and settings; null when there is none.</param>
internal sealed record RunConditions(string Store, DateOnly Date, string Machine, string Runtime, string? Server);
