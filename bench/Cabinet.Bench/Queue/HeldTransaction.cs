namespace Cabinet.Bench.Queue;

/// <summary>What another session's transaction does that stays open beside the queue.</summary>
internal enum HeldTransaction
{
    /// <summary>Keeps a snapshot, so that nothing which dies after it can be cleaned up.</summary>
    Reading,

    /// <summary>Has written to a table of its own, so that its transaction id stays in progress.</summary>
    Writing,
}
