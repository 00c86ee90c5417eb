using CsCheck;

namespace Cabinet.Conformance.Model;

/// <summary>
/// Random operations, clock steps in both directions and restarts: the driver always shows what the model says.
/// </summary>
/// <remarks>
/// A failure prints the seed and the shortest run that still fails. The environment variables of CsCheck apply:
/// <c>CsCheck_Seed</c> repeats a run, <c>CsCheck_Iter</c> sets how many there are (else <see cref="IStoreHarness.ModelRuns"/>), <c>CsCheck_Time</c> for how
/// many seconds.
/// </remarks>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class ModelConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Whatever happens in whichever order.</summary>
    [Fact]
    public Task The_store_behaves_like_the_model() => Move.Runs.SampleAsync(
        async moves =>
        {
            await using var harness = new THarness();
            await new ModelRun(harness).PlayAsync(moves, TestContext.Current.CancellationToken);
        },
        writeLine: line => TestContext.Current.SendDiagnosticMessage(line),
        iter: Environment.GetEnvironmentVariable("CsCheck_Iter") is null ? ((IStoreHarness)Harness).ModelRuns : -1,
        threads: 1,
        print: moves => string.Join(' ', moves));
}
