using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Commands;

/// <summary>Works bulk actions off, piece by piece.</summary>
/// <remarks>
/// A piece is one commit with the action's progress: killed anywhere, the next one goes on behind it, nothing is done or
/// counted twice, and of two nodes that work on the same action one is refused. A job that refuses is passed over.
/// </remarks>
public sealed class BulkWork(IStore store, DeadLetterCommands deadLetters, TimeProvider time)
{
    /// <summary>The most jobs of one piece.</summary>
    public const int MaximumPiece = 100;

    private const int MaximumTries = 10;

    /// <summary>Does one piece.</summary>
    /// <param name="bulk">The action as it was read; it hasn't ended.</param>
    /// <param name="cancellationToken">Stops between two commits.</param>
    /// <returns>The action as it is now, or null when somebody else changed it meanwhile.</returns>
    /// <exception cref="StoreException">The store can't be used now; what was done is on record.</exception>
    public async ValueTask<BulkRecord?> RunAsync(BulkRecord bulk, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bulk);
        var left = bulk.Limit - bulk.Done;
        if (left <= 0)
        {
            return await PutAsync(bulk with { EndedAt = time.GetUtcNow() }, [], cancellationToken);
        }

        var size = (int)Math.Min(left, bulk.PerSecond is { } rate ? Math.Clamp(rate / 10, 1, MaximumPiece) : MaximumPiece);
        var (items, next) = await FindAsync(bulk, new Search(size, bulk.After), cancellationToken);
        if (items.Count == 0)
        {
            return await PutAsync(
                next is { } after ? bulk with { After = after } : bulk with { EndedAt = time.GetUtcNow() },
                [],
                cancellationToken);
        }

        return await TogetherAsync(bulk, items, cancellationToken) is { } done
            ? done
            : await OneByOneAsync(bulk, items, cancellationToken);
    }

    // All in one commit: null when some job stands in the way, or needs its task to move, which is done one by one.
    private async ValueTask<BulkRecord?> TogetherAsync(
        BulkRecord bulk, List<Item> items, CancellationToken cancellationToken)
    {
        var operations = new List<WriteOperation>();
        foreach (var item in items)
        {
            if (item.MovesTask)
            {
                return null;
            }

            operations.AddRange((await item.PlanAsync(cancellationToken)).Operations);
        }

        return await PutAsync(
            bulk with { Done = bulk.Done + items.Count, After = items[^1].Id }, operations, cancellationToken);
    }

    private async ValueTask<BulkRecord?> OneByOneAsync(
        BulkRecord bulk, List<Item> items, CancellationToken cancellationToken)
    {
        BulkRecord? current = bulk;
        foreach (var item in items)
        {
            current = await OneAsync(current, item, cancellationToken);
            if (current is null)
            {
                return null;
            }
        }

        return current;
    }

    private async ValueTask<BulkRecord?> OneAsync(BulkRecord bulk, Item item, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < MaximumTries; tries++)
        {
            var (operations, refused) = await item.PlanAsync(cancellationToken);
            if (refused is not null)
            {
                break;
            }

            var done = bulk with { Done = bulk.Done + 1, After = item.Id };
            switch (await store.CommitAsync(new WriteSet([.. operations, new PutBulk(done)]), cancellationToken))
            {
                case CommitResult.Committed:
                    return done with { Revision = done.Revision + 1 };
                case CommitResult.Refused { Reason: Refusal.BulkChanged }:
                    return null;
                case CommitResult.Refused { Reason: Refusal.JobNotFound or Refusal.DeadLetterNotFound }:
                    // It ended, or somebody else was faster.
                    return await PutAsync(bulk with { After = item.Id }, [], cancellationToken);
                case CommitResult.Refused { Reason: Refusal.UniqueKeyTaken }:
                    tries = MaximumTries;
                    break;
                default:
                    break;
            }
        }

        return await PutAsync(bulk with { Refused = bulk.Refused + 1, After = item.Id }, [], cancellationToken);
    }

    private async ValueTask<BulkRecord?> PutAsync(
        BulkRecord bulk, List<WriteOperation> operations, CancellationToken cancellationToken)
    {
        var writeSet = new WriteSet([.. operations, new PutBulk(bulk)]);
        return await store.CommitAsync(writeSet, cancellationToken) is CommitResult.Committed
            ? bulk with { Revision = bulk.Revision + 1 }
            : null;
    }

    private async ValueTask<(List<Item> Items, Guid? Next)> FindAsync(
        BulkRecord bulk, Search search, CancellationToken cancellationToken)
    {
        if (bulk.Kind == BulkKind.Cancel)
        {
            var jobs = await store.Jobs.SearchAsync(bulk.Filter.ToJobs(), search, cancellationToken);
            return ([.. jobs.Records.Select(OfJob)], jobs.Next);
        }

        var redrives = bulk.Kind == BulkKind.Redrive;
        var letters = await store.DeadLetters.SearchAsync(bulk.Filter.ToDeadLetters(), search, cancellationToken);
        return ([.. letters.Records.Select(letter => new Item(
            letter.Id.Value,
            MovesTask: letter.Task is { } task && BatchReference.From(task) is null,
            token => deadLetters.PlanAsync(letter, redrives, token)))], letters.Next);
    }

    private Item OfJob(JobRecord job)
    {
        var isTasks = job.Task is { } task && BatchReference.From(task) is null;
        return new Item(
            job.Id.Value,
            MovesTask: isTasks,
            _ => new((BatchWrites.Cancel(job, time.GetUtcNow()), isTasks ? "Its task can't complete without it." : null)));
    }

    private sealed record Item(
        Guid Id,
        bool MovesTask,
        Func<CancellationToken, ValueTask<(IReadOnlyList<WriteOperation> Operations, string? Refused)>> PlanAsync);
}
