namespace Cabinet.Application.Queue;

/// <summary>Why a running job's token was cancelled.</summary>
public enum CancellationCause
{
    /// <summary>It wasn't.</summary>
    None = 0,

    /// <summary>The job ran longer than its timeout.</summary>
    Timeout = 1,

    /// <summary>Somebody cancelled the job or its task.</summary>
    Requested = 2,

    /// <summary>The node shuts down and gives the job back.</summary>
    Shutdown = 3,

    /// <summary>The node can't renew its lease: another node may run the job soon, and nothing more may be written.</summary>
    LeaseLost = 4,
}
