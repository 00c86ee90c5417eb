namespace Cabinet.Host;

/// <summary>What the process's exit code says. The numbers are documented and never change their meaning.</summary>
internal enum ExitCode
{
    /// <summary>Done. For the demo also when items ended in the dead-letter queue: the summary says so.</summary>
    Done = 0,

    /// <summary>The command was understood, but what it is about doesn't exist or doesn't allow it.</summary>
    Refused = 1,

    /// <summary>The command line is wrong, or names something that isn't there.</summary>
    Usage = 2,

    /// <summary>Another node runs on the data folder.</summary>
    InUse = 3,

    /// <summary>
    /// The store, the storage, a key or the output can't be used: full, read-only, damaged, missing, unreachable.
    /// </summary>
    Unavailable = 4,

    /// <summary>The audit log, or a proof about it, isn't what it should be: somebody changed history.</summary>
    NotVerified = 5,

    /// <summary>A bug in Cabinet.</summary>
    Bug = 70,

    /// <summary>Stopped by Ctrl-C or a signal; the same command goes on from there.</summary>
    Interrupted = 130,
}
