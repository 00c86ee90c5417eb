namespace Cabinet.Domain.Batches;

/// <summary>What a job is to its batch. The numbers seed the ids of callbacks and never change their meaning.</summary>
public enum BatchRole
{
    /// <summary>One of the jobs that the batch is made of.</summary>
    Member = 0,

    /// <summary>Runs once when all members have ended, however they ended.</summary>
    Completion = 1,

    /// <summary>Runs once when all members have ended and each of them succeeded.</summary>
    Success = 2,

    /// <summary>Runs once, as soon as the first member is dead-lettered.</summary>
    Failure = 3,
}
