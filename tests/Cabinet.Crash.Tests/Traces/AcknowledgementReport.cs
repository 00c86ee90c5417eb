namespace Cabinet.Crash.Tests.Traces;

/// <summary>What a trace says about acknowledgements.</summary>
/// <param name="Acknowledgements">How many there were.</param>
/// <param name="Problems">What was wrong with them, in the order of the trace.</param>
internal sealed record AcknowledgementReport(int Acknowledgements, IReadOnlyList<string> Problems)
{
    private const int Shown = 10;

    /// <summary>Fails with the first problems in full.</summary>
    public void AssertNoProblems() => Assert.True(
        Problems.Count == 0,
        $"{Problems.Count} problems, the first of them:\n{string.Join('\n', Problems.Take(Shown))}");
}
