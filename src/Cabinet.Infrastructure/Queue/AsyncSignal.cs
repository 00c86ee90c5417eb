namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// An auto-reset signal for one waiting loop: set before or during a wait, it ends the wait; sets coalesce.
/// </summary>
/// <remarks>
/// The waiter looks at the state that the signal is about only after the wait has reset it. A set that is swallowed by
/// the reset therefore speaks of a change that the waiter is about to see: no wake-up is lost.
/// </remarks>
internal sealed class AsyncSignal
{
    private TaskCompletionSource current = Create();

    /// <summary>Wakes the waiter, now or at its next wait.</summary>
    public void Set()
    {
        // The caller's change must be visible before this looks at what the waiter waits on.
        Interlocked.MemoryBarrier();
        Volatile.Read(ref current).TrySetResult();
    }

    /// <summary>Waits until the signal is set, and resets it.</summary>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled; a set that came meanwhile is kept.
    /// </exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        var waiting = Volatile.Read(ref current).Task;
        if (!waiting.IsCompleted)
        {
            await waiting.WaitAsync(cancellationToken);
        }

        Interlocked.Exchange(ref current, Create());
    }

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
