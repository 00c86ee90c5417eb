namespace Cabinet.Peers;

/// <summary>The loops, the same for every peer and the same as those of the peers on Node.</summary>
internal sealed class Loops(IPeer peer, PeerFigure figure, string connectionString)
{
    public const int LatencyJobs = 500;
    public const int LatencyWarmUp = 50;

    private const int WarmUpJobs = 2_000;
    private const int LatencyBacklog = 500;
    private const int BulkBatch = 1_000;

    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan LatencyGap = TimeSpan.FromMilliseconds(20);

    private readonly Database database = new(connectionString);

    /// <summary>Jobs a second that so many callers enqueue, each waiting for its commit.</summary>
    public Task<double> EnqueueAsync(int callers) =>
        RateAsync(callers, jobs: 1, queue => queue.EnqueueAsync(Payload.Plain));

    /// <summary>Jobs a second, enqueued by the thousand.</summary>
    public Task<double> BulkAsync() =>
        RateAsync(callers: 1, BulkBatch, queue => queue.EnqueueManyAsync(BulkBatch, Payload.Plain));

    /// <summary>Jobs a second from the start of the first job after the warm-up, a tenth, until none is left.</summary>
    public async Task<double> DrainAsync()
    {
        var warmUp = figure.Jobs / 10;
        await using var queue = await peer.OpenAsync(figure, connectionString);
        await FillAsync(queue, figure.Jobs + warmUp);
        await database.SettleAsync();
        var (count, first) = (0, 0L);
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.WorkAsync(_ =>
        {
            var started = Interlocked.Increment(ref count);
            if (started == warmUp + 1)
            {
                first = TimeProvider.System.GetTimestamp();
            }
            if (started == warmUp + figure.Jobs)
            {
                last.SetResult();
            }
        });
        await last.Task;
        using var moments = new PeriodicTimer(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        while (!await queue.IsEmptyAsync())
        {
            await moments.WaitForNextTickAsync();
        }
        return figure.Jobs / TimeProvider.System.GetElapsedTime(first).TotalSeconds;
    }

    /// <summary>Sorted milliseconds from the call that enqueues to the start of the handler, one job every 20 ms.</summary>
    /// <param name="produceAsync">Runs <see cref="ProduceAsync()"/> in another process.</param>
    public async Task<double[]> LatencyAsync(Func<Task> produceAsync)
    {
        await using var queue = await peer.OpenAsync(figure, connectionString);
        await FillAsync(queue, LatencyBacklog);
        await database.SettleAsync();
        var times = new List<double>();
        var plain = LatencyBacklog;
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await queue.WorkAsync(payload =>
        {
            if (Payload.Age(payload) is not { } age)
            {
                if (Interlocked.Decrement(ref plain) == 0)
                {
                    drained.SetResult();
                }
                return;
            }
            lock (times)
            {
                times.Add(age);
                if (times.Count == LatencyJobs + LatencyWarmUp)
                {
                    seen.SetResult();
                }
            }
        });
        await drained.Task;
        await (figure.IsProducerInside ? ProduceAsync(queue) : produceAsync());
        await seen.Task;
        return [.. times.Skip(LatencyWarmUp).Order()];
    }

    /// <summary>Enqueues a stamped job every 20 ms.</summary>
    public async Task ProduceAsync()
    {
        await using var queue = await peer.OpenAsync(figure, connectionString);
        await ProduceAsync(queue);
    }

    private static async Task ProduceAsync(IPeerQueue queue)
    {
        using var ticks = new PeriodicTimer(LatencyGap, TimeProvider.System);
        for (var job = 0; job < LatencyJobs + LatencyWarmUp; job++)
        {
            await ticks.WaitForNextTickAsync();
            await queue.EnqueueAsync(Payload.Stamped());
        }
    }

    private async Task<double> RateAsync(int callers, int jobs, Func<IPeerQueue, Task> enqueueAsync)
    {
        await using var queue = await peer.OpenAsync(figure, connectionString);
        await FillAsync(queue, WarmUpJobs);
        await Callers.RepeatAsync(callers, 10, () => enqueueAsync(queue));
        await database.SettleAsync();
        var calls = 0;
        var started = TimeProvider.System.GetTimestamp();
        await Callers.EachAsync(callers, () => TimeProvider.System.GetElapsedTime(started) < Measured, () =>
        {
            Interlocked.Increment(ref calls);
            return enqueueAsync(queue);
        });
        return calls * jobs / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task FillAsync(IPeerQueue queue, int jobs)
    {
        for (var done = 0; done < jobs; done += BulkBatch)
        {
            await queue.EnqueueManyAsync(Math.Min(BulkBatch, jobs - done), Payload.Plain);
        }
    }
}
