namespace Cabinet.Conformance;

/// <summary>
/// Several drivers may be open on the store at once, as the nodes of a cluster have it. Such a driver is tested with
/// one driver for each node; others with one that all nodes share.
/// </summary>
public interface ISharedStoreHarness : IDurableStoreHarness
{
    /// <summary>
    /// Heals what was disturbed before and, unless the choice is negative, disturbs what lies between one of the drivers
    /// and the store: who waits there loses the answer. By default, nothing happens.
    /// </summary>
    /// <param name="choice">Which driver and how; any number.</param>
    void Disturb(int choice)
    {
    }
}
