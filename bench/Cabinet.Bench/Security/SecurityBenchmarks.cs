namespace Cabinet.Bench.Security;

/// <summary>The figures of security, each beside the primitive alone or beside the same without it.</summary>
internal static class SecurityBenchmarks
{
    public static IReadOnlyList<Benchmark> All { get; } =
        [.. SealingFigures.All, .. SignatureFigures.All, .. StoreFigures.All];
}
