namespace Cabinet.Application.Persistence.Records;

/// <summary>What a bulk action does to each job that matches. The numbers are stored and never change their meaning.</summary>
public enum BulkKind
{
    /// <summary>Cancels live jobs.</summary>
    Cancel = 0,

    /// <summary>Puts dead letters back into their queues.</summary>
    Redrive = 1,

    /// <summary>Takes dead letters out for good.</summary>
    Discard = 2,
}
