namespace Cabinet.Domain.Limits;

/// <summary>What the next job of a lane does in a claim.</summary>
public enum LaneStep
{
    /// <summary>It begins.</summary>
    Begins,

    /// <summary>
    /// Its type is at its limit: it goes into the lane of its type, where it keeps its place among its like, and whoever
    /// is behind it comes next.
    /// </summary>
    StepsAside,

    /// <summary>It waits, and what is behind it too.</summary>
    Waits,
}
