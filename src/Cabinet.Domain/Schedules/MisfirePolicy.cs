namespace Cabinet.Domain.Schedules;

/// <summary>What becomes of ticks that nobody fired in time, because every node was down or the schedule was paused.</summary>
public enum MisfirePolicy
{
    /// <summary>One job for all of them, the one of the latest. The default.</summary>
    FireOnce = 0,

    /// <summary>A job for each, in their order.</summary>
    CatchUp = 1,

    /// <summary>None; the schedule goes on with its next tick, and says how many it left out.</summary>
    Skip = 2,
}
