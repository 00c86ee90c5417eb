using System.Globalization;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Security.Audit;

namespace Cabinet.Application.Commands;

/// <summary>Begins and stops bulk actions; the audit record, one for the whole action, is in the same commit.</summary>
public sealed class BulkCommands(IStore store, IIdGenerator ids, TimeProvider time)
{
    /// <summary>How many matches a preview counts; of more it says that there are at least so many.</summary>
    public const int MaximumPreview = 10_000;

    private const int MaximumLooks = 50;
    private const int MaximumConflicts = 100;

    private readonly AuditEvents audit = new(ids, time);

    /// <summary>How many jobs an action would be about now. It changes nothing.</summary>
    /// <param name="kind">What it would do.</param>
    /// <param name="filter">To which jobs.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many match, and whether that is all of them.</returns>
    public async ValueTask<(long Matched, bool IsExact)> PreviewAsync(
        BulkKind kind, BulkFilter filter, CancellationToken cancellationToken)
    {
        var (matched, search) = (0L, new Search(Page.MaximumLimit));
        for (var looks = 0; looks < MaximumLooks && matched < MaximumPreview; looks++)
        {
            var (count, next) = kind == BulkKind.Cancel
                ? Sum(await store.Jobs.SearchAsync(filter.ToJobs(), search, cancellationToken))
                : Sum(await store.DeadLetters.SearchAsync(filter.ToDeadLetters(), search, cancellationToken));
            matched += count;
            if (next is not { } after)
            {
                return (matched, true);
            }

            search = search with { After = after };
        }

        return (matched, false);
    }

    /// <summary>Begins an action: a node does it in the background, in pieces, and goes on with it after a crash.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="filter">To which jobs; never to what is enqueued or fails after this call.</param>
    /// <param name="pace">How many, and how fast.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait; a commit under way may still take effect.</param>
    /// <returns>The action, or null when the caller may not.</returns>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<BulkRecord?> StartAsync(
        BulkKind kind, BulkFilter filter, Pace pace, Caller caller, string? reason, CancellationToken cancellationToken)
    {
        AuditEvents.RequireReason(reason);
        if (!CommandPolicy.MayOperate(caller))
        {
            return null;
        }

        var begun = time.GetUtcNow();
        filter = filter with { Before = filter.Before < begun ? filter.Before : begun };
        var (matched, isExact) = await PreviewAsync(kind, filter, cancellationToken);
        var bulk = new BulkRecord
        {
            Id = ids.Next(),
            Kind = kind,
            Filter = filter,
            Matched = matched,
            IsMatchedExact = isExact,
            Limit = pace.Limit,
            PerSecond = pace.PerSecond,
            Actor = caller.Name,
            CreatedAt = begun,
        };
        var details = new Dictionary<string, string>
        {
            ["kind"] = kind.ToString(),
            ["filter"] = filter.ToString(),
            ["matched"] = matched.ToString(CultureInfo.InvariantCulture) + (isExact ? "" : "+"),
        };
        var writeSet = new WriteSet(
            [new PutBulk(bulk), audit.Of(AuditActions.BulkStarted, caller, bulk.Id, reason, details)]);
        return await store.CommitAsync(writeSet, cancellationToken) is CommitResult.Committed
            ? bulk with { Revision = 1 }
            : throw new InvalidOperationException("The id of a new bulk action is taken.");
    }

    /// <summary>Stops an action: nothing more is done, and what was done stays done.</summary>
    /// <param name="id">Which.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait; a commit under way may still take effect.</param>
    /// <returns>On how many jobs it had taken effect.</returns>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<OperationResult> CancelAsync(
        Guid id, Caller caller, string? reason, CancellationToken cancellationToken)
    {
        AuditEvents.RequireReason(reason);
        if (!CommandPolicy.MayOperate(caller))
        {
            return new OperationResult.Denied();
        }

        for (var conflict = 0; conflict < MaximumConflicts; conflict++)
        {
            if (await store.Bulk.FindAsync(id, cancellationToken) is not { } bulk)
            {
                return new OperationResult.NotFound();
            }

            if (bulk.EndedAt is not null)
            {
                return new OperationResult.Refused("It has ended.");
            }

            var writeSet = new WriteSet(
            [
                new PutBulk(bulk with { IsCancelled = true, EndedAt = time.GetUtcNow() }),
                audit.Of(AuditActions.BulkCancelled, caller, id, reason),
            ]);
            if (await store.CommitAsync(writeSet, cancellationToken) is CommitResult.Committed)
            {
                return new OperationResult.Done((int)bulk.Done);
            }
        }

        return new OperationResult.Refused("It moves on faster than it can be stopped. Try again.");
    }

    private static (int Count, Guid? Next) Sum<T>(Found<T> found) => (found.Records.Count, found.Next);
}
