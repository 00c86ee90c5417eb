namespace Cabinet.Bench.Queue;

/// <summary>Calls that are repeated by several callers at a time.</summary>
internal static class Callers
{
    /// <summary>How many bulk commits are under way at a time.</summary>
    private const int BulkCallers = 4;

    /// <summary>Enqueues jobs, so many in each commit.</summary>
    public static Task FillAsync(IQueueUnderTest queue, int batch, int jobs, CancellationToken cancellation) =>
        RepeatAsync(BulkCallers, jobs / batch, () => queue.EnqueueManyAsync(batch, cancellation));

    /// <summary>Repeats a call as often as asked, by so many callers at a time.</summary>
    public static Task RepeatAsync(int callers, int calls, Func<Task> call)
    {
        var taken = 0;
        return Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref taken) <= calls)
            {
                await call();
            }
        })));
    }
}
