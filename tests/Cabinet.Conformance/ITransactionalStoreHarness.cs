namespace Cabinet.Conformance;

/// <summary>
/// The store takes write sets within a developer's own transaction. Such a driver runs the enlisting suite too.
/// </summary>
public interface ITransactionalStoreHarness : IStoreHarness
{
    /// <summary>Begins a developer's transaction on a connection of its own; it may write at once.</summary>
    ValueTask<IOwnTransaction> BeginAsync();

    /// <summary>How many rows of the developer's are committed.</summary>
    ValueTask<long> CountRowsAsync();
}
