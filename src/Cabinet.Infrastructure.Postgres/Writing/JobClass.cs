namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>In which order a job's row is found. The numbers are stored and never change their meaning.</summary>
internal enum JobClass
{
    /// <summary>Available in the order of its insert; claimed by moving the queue's position past it.</summary>
    Ready = 0,

    /// <summary>Waits for its time.</summary>
    Scheduled = 1,

    /// <summary>Its node died under it.</summary>
    Suspect = 2,

    /// <summary>Available, but not in the order of its insert: fallen due, returned, redriven.</summary>
    Front = 3,

    /// <summary>Claimed out of another class than <see cref="Ready"/>.</summary>
    Taken = 4,

    /// <summary>Of a partition: available if it has a row at the gate.</summary>
    Gated = 5,
}
