using Cabinet.Bench.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Bench.Tests.Queue;

/// <summary>A queue that only counts; its backlog outlives it, as a file would.</summary>
internal sealed class CountingQueue : IQueueUnderTest
{
    private static int s_backlog;
    private static int s_enqueued;
    private static int s_started;
    private static int s_open;

    private readonly JobMeter? _workers;

    private CountingQueue(JobMeter? workers)
    {
        _workers = workers;
        Interlocked.Increment(ref s_open);
        Work();
    }

    public static int Enqueued => s_enqueued;

    public static int Started => s_started;

    public static int OpenQueues => s_open;

    public static void Reset() => (s_backlog, s_enqueued, s_started, s_open) = (0, 0, 0, 0);

    public static Task<IQueueUnderTest> OpenAsync(
        string folder, Retention kept, JobMeter? workers, CancellationToken cancellation) =>
        Task.FromResult<IQueueUnderTest>(new CountingQueue(workers));

    public Task EnqueueAsync(CancellationToken cancellation) => EnqueueManyAsync(1, cancellation);

    public Task EnqueueManyAsync(int jobs, CancellationToken cancellation)
    {
        Interlocked.Add(ref s_enqueued, jobs);
        Interlocked.Add(ref s_backlog, jobs);
        Work();
        return Task.CompletedTask;
    }

    public Task<bool> IsEmptyAsync(CancellationToken cancellation) =>
        Task.FromResult(Volatile.Read(ref s_backlog) == 0);

    public ValueTask DisposeAsync()
    {
        Interlocked.Decrement(ref s_open);
        return ValueTask.CompletedTask;
    }

    private void Work()
    {
        if (_workers is null)
        {
            return;
        }
        for (var jobs = Interlocked.Exchange(ref s_backlog, 0); jobs > 0; jobs--)
        {
            Interlocked.Increment(ref s_started);
            _workers.Start();
        }
    }
}
