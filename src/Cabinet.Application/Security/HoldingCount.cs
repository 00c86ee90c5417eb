namespace Cabinet.Application.Security;

/// <summary>How much of a holding lies under a key version.</summary>
/// <param name="Holding">Its name, such as "store" or "blobs".</param>
/// <param name="Count">How many contents; no further than it was asked to count.</param>
public sealed record HoldingCount(string Holding, long Count)
{
    /// <summary>As operators read it.</summary>
    public override string ToString() => $"{Count} in {Holding}";
}
