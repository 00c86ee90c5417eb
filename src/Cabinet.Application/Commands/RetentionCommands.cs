using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Commands;

/// <summary>Says how long what is over is kept; the audit record is in the same commit.</summary>
public sealed class RetentionCommands(IStore store, IIdGenerator ids, TimeProvider time)
{
    private readonly AuditEvents audit = new(ids, time);

    /// <summary>Says it, in the place of what was said before. Retention obeys it from its next run on.</summary>
    /// <param name="type">The type; null means all types that neither an operator nor the application says anything about.</param>
    /// <param name="state">What of it.</param>
    /// <param name="keep">
    /// How long after its end, from <see cref="HistoryPeriods.Shortest"/> to <see cref="HistoryPeriods.Longest"/>; null
    /// leaves it to the application again.
    /// </param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait; a commit under way may still take effect.</param>
    /// <returns>Not found when nothing was said that could be taken back.</returns>
    /// <exception cref="ArgumentException">The period is outside its range, or the reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<OperationResult> SetAsync(
        JobType? type, RetainedAs state, TimeSpan? keep, Caller caller, string? reason, CancellationToken cancellationToken)
    {
        AuditEvents.RequireReason(reason);
        if (keep < HistoryPeriods.Shortest || keep > HistoryPeriods.Longest)
        {
            throw new ArgumentException(
                $"The period is {keep}; it must be from {HistoryPeriods.Shortest} to {HistoryPeriods.Longest}.", nameof(keep));
        }

        if (!CommandPolicy.MayOperate(caller))
        {
            return new OperationResult.Denied();
        }

        var rules = await store.History.ListRetentionAsync(cancellationToken);
        var before = rules.SingleOrDefault(rule => rule.Type == type && rule.State == state)?.Keep;
        if (keep is null && before is null)
        {
            return new OperationResult.NotFound();
        }

        var details = new Dictionary<string, string>
        {
            ["state"] = state.ToString(),
            ["keep"] = keep?.ToString() ?? "none",
            ["before"] = before?.ToString() ?? "none",
        };
        var writeSet = new WriteSet(
        [
            new SetRetention(type, state, keep),
            audit.Of(AuditActions.RetentionSet, caller, type?.Value ?? "all types", reason, details),
        ]);
        return await store.CommitAsync(writeSet, cancellationToken) is CommitResult.Committed
            ? new OperationResult.Done(1)
            : throw new InvalidOperationException("Nothing can refuse how long something is kept, but it was refused.");
    }
}
