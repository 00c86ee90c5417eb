namespace Cabinet.Host.Boundary;

/// <summary>Ends a request that a security check refused: nobody outside learns which.</summary>
/// <param name="why">For the audit alone.</param>
/// <param name="who">The key that signed, when the signature verified; null otherwise.</param>
internal sealed class AccessRefused(string why, string? who = null) : Exception("A security check refused the request.")
{
    /// <summary>For the audit alone.</summary>
    public string Why { get; } = why;

    /// <summary>The key that signed, or null.</summary>
    public string? Who { get; } = who;

    /// <summary>The reference under which the audit has it already; null when it isn't there yet.</summary>
    public string? Reference { get; init; }
}
