namespace Cabinet.Domain.Jobs;

/// <summary>How a job ended, on record. The numbers are stored and never change their meaning.</summary>
public enum JobEnd
{
    /// <summary>Its handler succeeded.</summary>
    Completed = 0,

    /// <summary>Somebody cancelled it.</summary>
    Cancelled = 1,

    /// <summary>Somebody discarded it from the dead-letter queue.</summary>
    Discarded = 2,
}
