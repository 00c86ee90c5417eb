namespace Cabinet.Application.Persistence.Operations;

/// <summary>What happens when a live job already holds the unique key of a new one.</summary>
public enum UniqueConflict
{
    /// <summary>The write set is refused with <see cref="Refusal.UniqueKeyTaken"/>. The default.</summary>
    Reject = 0,

    /// <summary>The existing job stays, the new one isn't inserted, and the write set goes on.</summary>
    Keep = 1,
}
