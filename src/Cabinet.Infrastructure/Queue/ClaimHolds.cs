namespace Cabinet.Infrastructure.Queue;

/// <summary>What keeps a node from claiming jobs the usual way.</summary>
[Flags]
internal enum ClaimHolds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The node makes itself empty, for a suspect that must run alone.</summary>
    Suspects = 1,

    /// <summary>A key is missing.</summary>
    Key = 2,
}
