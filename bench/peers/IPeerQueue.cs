namespace Cabinet.Peers;

/// <summary>A peer that was opened.</summary>
internal interface IPeerQueue : IAsyncDisposable
{
    /// <summary>Enqueues one job; durable when it returns.</summary>
    Task EnqueueAsync(string payload);

    /// <summary>Enqueues jobs the fastest way the peer has; durable when it returns.</summary>
    Task EnqueueManyAsync(int jobs, string payload);

    /// <summary>Starts to work jobs off; the handler calls with a job's payload, first thing.</summary>
    Task WorkAsync(Action<string> started);

    /// <summary>Whether every job that was enqueued has ended, on record.</summary>
    Task<bool> IsEmptyAsync();
}
