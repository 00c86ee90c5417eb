namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// Counts what a session holds: claims under way, jobs that wait for a slot, jobs that run, outcomes that aren't
/// committed.
/// </summary>
internal sealed class HeldJobs
{
    private long count;
    private TaskCompletionSource? waiter;

    /// <summary>How many.</summary>
    public long Count => Volatile.Read(ref count);

    /// <summary>Counts more.</summary>
    public void Add(int number) => Interlocked.Add(ref count, number);

    /// <summary>Counts fewer.</summary>
    public void Remove(int number)
    {
        if (Interlocked.Add(ref count, -number) == 0)
        {
            Interlocked.Exchange(ref waiter, null)?.TrySetResult();
        }
    }

    /// <summary>Waits until nothing is held. Says nothing about what comes afterwards.</summary>
    public async Task WaitForNoneAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var shared = Interlocked.CompareExchange(ref waiter, mine, null) ?? mine;
            if (Count == 0)
            {
                return;
            }

            await shared.Task.WaitAsync(cancellationToken);
        }
    }
}
