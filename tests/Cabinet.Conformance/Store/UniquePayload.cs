namespace Cabinet.Conformance.Store;

/// <summary>What the unique jobs of a suite carry.</summary>
/// <param name="Number">Any.</param>
internal sealed record UniquePayload(int Number);
