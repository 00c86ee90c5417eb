namespace Cabinet.Bench.Reports;

/// <summary>The first line of <see cref="JsonReport"/> in a run with peers.</summary>
internal sealed record ConditionsLine(RunConditions Conditions);
