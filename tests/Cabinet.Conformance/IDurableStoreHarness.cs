namespace Cabinet.Conformance;

/// <summary>
/// The store outlives its driver: a driver that is opened after the one before was disposed of shows all that was
/// committed. Such a driver runs the durability suites too.
/// </summary>
public interface IDurableStoreHarness : IStoreHarness;
