using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Deletes the history records that are kept for one period, among others that are kept longer.</summary>
/// <remarks>
/// It goes through the records in the order of their ends, each once, and remembers where it stopped; so a million records
/// that stay cost one look each. A new process looks once more, from the next longer period on: what is older than that is
/// the next sweep's, which deletes what this one missed as well.
/// </remarks>
internal sealed class HistorySweep(IStore store, HistoryKeeping keeping, TimeSpan period, TimeSpan longer)
{
    private HistoryPosition? position;

    /// <summary>Looks at one bounded part.</summary>
    /// <param name="now">The time now (UTC).</param>
    /// <param name="limit">How many records one commit deletes at most.</param>
    /// <param name="cancellationToken">Gives up; what was deleted is.</param>
    public async ValueTask<BatchResult> RunAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var from = position ?? new HistoryPosition(now - longer);
        var stretch = new HistoryStretch(from, now - period, Search.MaximumRows);
        var entries = await store.History.ListEndedAsync(stretch, cancellationToken);
        var deleted = 0L;
        foreach (var piece in entries.Where(IsOver).Chunk(limit))
        {
            deleted += await DeleteAsync(piece, cancellationToken);
        }

        position = entries.Count == 0 ? from : entries[^1].Position;
        return new BatchResult(deleted, entries.Count == stretch.Limit);
    }

    private bool IsOver(HistoryEntry entry) => keeping.Of(entry.Type, entry.End) <= period;

    private async ValueTask<long> DeleteAsync(HistoryEntry[] piece, CancellationToken cancellationToken) =>
        await store.CommitAsync(new WriteSet(new DeleteHistory(piece)), cancellationToken)
            is CommitResult.Committed committed
            ? committed.Affected
            : 0;
}
