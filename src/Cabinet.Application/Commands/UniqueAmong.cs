namespace Cabinet.Application.Commands;

/// <summary>Which jobs a unique job must be the only one among.</summary>
public enum UniqueAmong
{
    /// <summary>Those that haven't ended: waiting, running, or between two attempts. The default.</summary>
    Unfinished = 0,

    /// <summary>
    /// Those that haven't begun. One that has begun gives its key away, so that at most one waits while another runs, and
    /// what happens during a run isn't missed.
    /// </summary>
    Waiting = 1,

    /// <summary>Those that haven't ended, and those in the dead-letter queue.</summary>
    UnfinishedOrDead = 2,
}
