namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>The part of the job table that a row is in. The numbers are stored and never change.</summary>
internal enum JobClass
{
    /// <summary>Claimable, or claimed if a lease has its key.</summary>
    Ready = 0,

    /// <summary>Waits for its due time.</summary>
    Scheduled = 1,

    /// <summary>Its node died; claimable only to run alone, or so claimed if a lease has its key.</summary>
    Suspect = 2,

    /// <summary>Of a partition: claimable if it has a row at the gate, claimed if a lease has its key.</summary>
    Gated = 3,
}
