using Cabinet.Bench.Queue;
using Cabinet.Domain.Jobs;

namespace Cabinet.Bench.Nodes;

/// <summary>What a node's process does: works jobs off and tells how far it is, until its input ends.</summary>
internal static class NodeProgram
{
    public const string Command = "node";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="store">The store that the place is on.</param>
    /// <param name="place">Where the queue is.</param>
    /// <param name="tellsEach">Whether each start gets a line; otherwise 50 lines a second count them.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task RunAsync(
        IQueueStore store, QueuePlace place, bool tellsEach, CancellationToken cancellation)
    {
        var count = 0;
        var meter = new JobMeter(tellsEach ? at => Tell(new NodeLine(Interlocked.Increment(ref count), at)) : null);
        await using var queue = await store.OpenAsync(place, Retention.Summary, meter, cancellation);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var telling = tellsEach ? Task.CompletedTask : TellCountsAsync(meter, ended.Token);
        await Console.In.ReadToEndAsync(cancellation);
        await ended.CancelAsync();
        await telling;
    }

    private static async Task TellCountsAsync(JobMeter meter, CancellationToken ended)
    {
        using var pauses = new PeriodicTimer(Pause, TimeProvider.System);
        var told = 0;
        do
        {
            if (meter.Started is var started && started != told)
            {
                Tell(new NodeLine(told = started, TimeProvider.System.GetTimestamp()));
            }
        }
        while (await pauses.WaitForNextTickAsync(CancellationToken.None) && !ended.IsCancellationRequested);
    }

    private static void Tell(NodeLine line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }
}
