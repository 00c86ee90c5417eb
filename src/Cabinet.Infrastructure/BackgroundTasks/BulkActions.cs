using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Works off bulk actions in pieces, those that are under way taking turns.</summary>
/// <remarks>
/// An action with a rate is paced from where this process took it up: what it didn't do while no node ran isn't made up for.
/// </remarks>
internal sealed class BulkActions(IStore store, BulkWork work, TimeProvider time) : IBackgroundTask
{
    private const int MaximumOpen = 100;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Guid, Begun> begun = [];
    private long turn;

    /// <inheritdoc />
    public string Name => "bulk-actions";

    /// <inheritdoc />
    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public async ValueTask<bool> HasWorkAsync(CancellationToken cancellationToken) =>
        (await store.Bulk.ListOpenAsync(1, cancellationToken)).Count > 0;

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        var open = await store.Bulk.ListOpenAsync(MaximumOpen, cancellationToken);
        Keep(open);
        if (open.Count == 0)
        {
            return new BatchResult(0, HasMore: false);
        }

        var next = open.MinBy(bulk => (WaitOf(bulk), begun[bulk.Id].Turn))!;
        if (WaitOf(next) is var wait && wait > TimeSpan.Zero)
        {
            // Another action may begin meanwhile, so no wait is long.
            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, cancellationToken);
            return new BatchResult(0, HasMore: true);
        }

        begun[next.Id] = begun[next.Id] with { Turn = ++turn };
        var done = await work.RunAsync(next, cancellationToken);
        return new BatchResult(done is null ? 0 : done.Done - next.Done, HasMore: true);
    }

    private TimeSpan WaitOf(BulkRecord bulk) => new Pace(bulk.Limit, bulk.PerSecond)
        .WaitBefore(bulk.Done - begun[bulk.Id].Done, time.GetElapsedTime(begun[bulk.Id].At));

    private void Keep(IReadOnlyList<BulkRecord> open)
    {
        foreach (var gone in begun.Keys.Except(open.Select(bulk => bulk.Id)).ToList())
        {
            begun.Remove(gone);
        }

        foreach (var bulk in open)
        {
            begun.TryAdd(bulk.Id, new Begun(time.GetTimestamp(), bulk.Done, 0));
        }
    }

    private readonly record struct Begun(long At, long Done, long Turn);
}
