namespace Cabinet.Domain.Jobs;

/// <summary>Where a job stands while it is in the hot table.</summary>
/// <remarks>
/// A job whose run is over isn't here any more: it is in the history (<see cref="JobEnd"/>) or in the dead-letter
/// queue. The numbers are stored and never change their meaning.
/// </remarks>
public enum JobState
{
    /// <summary>May be claimed now.</summary>
    Available = 0,

    /// <summary>Waits for its due time: delayed, snoozed, or between two attempts.</summary>
    Scheduled = 1,

    /// <summary>Claimed by a node under a lease.</summary>
    Running = 2,

    /// <summary>Was running on a node that died; may be claimed only to run alone on its node.</summary>
    Suspect = 3,
}
