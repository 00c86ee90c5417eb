namespace Cabinet.Bench;

/// <summary>What the runs of one benchmark gave.</summary>
internal sealed record Measurement(
    string Figure, string Unit, IReadOnlyList<double> Values, string? LimitFigure, IReadOnlyList<double> LimitValues)
{
    public double Value => Median(Values);

    public double? Limit => LimitFigure is null ? null : Median(LimitValues);

    /// <summary>The share of the limit that was reached: 1 is the limit, and more is better, also for times.</summary>
    public double? Ratio => Limit is not { } limit ? null : IsLessBetter ? limit / Value : Value / limit;

    private bool IsLessBetter => Unit is "ms" or "us" or "B";

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
