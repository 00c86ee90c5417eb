using Cabinet.Application.Persistence;

namespace Cabinet.Conformance;

/// <summary>What a driver's test project implements once, so that every suite can open its driver.</summary>
/// <remarks>
/// Each test makes one harness, and each harness stands for one store that is empty at first. Disposing of the harness
/// removes whatever the store left behind.
/// </remarks>
public interface IStoreHarness : IAsyncDisposable
{
    /// <summary>
    /// Opens the driver on this harness's store, its schema in place. Whoever asks disposes of the driver.
    /// </summary>
    ValueTask<IStoreDriver> OpenAsync();

    /// <summary>How many random runs of the model are worth their time on this store; by default 100.</summary>
    int ModelRuns => 100;
}
