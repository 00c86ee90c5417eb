using System.Globalization;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Policies;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Commands;

/// <summary>What operators set for queues; the audit record is in the same commit.</summary>
/// <remarks>
/// What is set holds on every node from its next claim on. A queue need not have any jobs yet. Each command changes what it
/// names alone, and of two that change the same the later one holds.
/// </remarks>
public sealed class QueueCommands(IStore store, IIdGenerator ids, TimeProvider time)
{
    private readonly AuditEvents audit = new(ids, time);

    /// <summary>Lets no node claim jobs of a queue until it is resumed; what runs goes on, and enqueuing too.</summary>
    /// <param name="name">Which.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait; a commit under way may still take effect.</param>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public ValueTask<OperationResult> PauseAsync(
        QueueName name, Caller caller, string? reason, CancellationToken cancellationToken) =>
        SetPausedAsync(name, isPaused: true, caller, reason, cancellationToken);

    /// <summary>Lets nodes claim jobs of a paused queue again.</summary>
    /// <inheritdoc cref="PauseAsync"/>
    public ValueTask<OperationResult> ResumeAsync(
        QueueName name, Caller caller, string? reason, CancellationToken cancellationToken) =>
        SetPausedAsync(name, isPaused: false, caller, reason, cancellationToken);

    /// <summary>Puts limits in the place of those that a queue had.</summary>
    /// <param name="name">Which.</param>
    /// <param name="limits"><see cref="QueueLimits.None"/> removes them.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait; a commit under way may still take effect.</param>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public ValueTask<OperationResult> LimitAsync(
        QueueName name, QueueLimits limits, Caller caller, string? reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            new LimitQueue(name, limits),
            AuditActions.QueueLimited,
            new Dictionary<string, string>
            {
                ["maximumRunning"] = Text(limits.MaximumRunning),
                ["maximumRunningPerPartition"] = Text(limits.MaximumRunningPerPartition),
                ["ordered"] = limits.IsOrdered ? "yes" : "no",
                ["rate"] = limits.Rate?.ToString() ?? "none",
                ["ratePerPartition"] = limits.RatePerPartition?.ToString() ?? "none",
            },
            name,
            caller,
            reason,
            cancellationToken);

    /// <summary>Puts limits in the place of those that a job type had in a queue.</summary>
    /// <param name="name">Which queue.</param>
    /// <param name="type">Which type; its jobs in other queues aren't limited by it.</param>
    /// <param name="limits"><see cref="TypeLimits.None"/> removes them.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="reason">Why, for the audit log; at most <see cref="AuditEvent.MaximumReason"/> characters.</param>
    /// <param name="cancellationToken">Ends the wait; a commit under way may still take effect.</param>
    /// <exception cref="ArgumentException">The reason is too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public ValueTask<OperationResult> LimitTypeAsync(
        QueueName name,
        JobType type,
        TypeLimits limits,
        Caller caller,
        string? reason,
        CancellationToken cancellationToken) =>
        ChangeAsync(
            new LimitJobType(name, type, limits),
            AuditActions.QueueLimited,
            new Dictionary<string, string>
            {
                ["type"] = type.Value,
                ["maximumRunning"] = Text(limits.MaximumRunning),
                ["rate"] = limits.Rate?.ToString() ?? "none",
            },
            name,
            caller,
            reason,
            cancellationToken);

    private async ValueTask<OperationResult> SetPausedAsync(
        QueueName name, bool isPaused, Caller caller, string? reason, CancellationToken cancellationToken)
    {
        if (CommandPolicy.MayOperate(caller)
            && (await store.Queues.FindAsync(name, cancellationToken)).IsPaused == isPaused)
        {
            return new OperationResult.Refused(isPaused ? "It is paused already." : "It isn't paused.");
        }

        return await ChangeAsync(
            new PauseQueue(name, isPaused),
            isPaused ? AuditActions.QueuePaused : AuditActions.QueueResumed,
            details: null,
            name,
            caller,
            reason,
            cancellationToken);
    }

    private async ValueTask<OperationResult> ChangeAsync(
        WriteOperation change,
        string action,
        Dictionary<string, string>? details,
        QueueName name,
        Caller caller,
        string? reason,
        CancellationToken cancellationToken)
    {
        AuditEvents.RequireReason(reason);
        if (!CommandPolicy.MayOperate(caller))
        {
            return new OperationResult.Denied();
        }

        var writeSet = new WriteSet([change, audit.Of(action, caller, name.Value, reason, details)]);
        return await store.CommitAsync(writeSet, cancellationToken) is CommitResult.Committed
            ? new OperationResult.Done(1)
            : throw new InvalidOperationException($"Nothing can refuse what is set for a queue, but {action} was.");
    }

    private static string Text(int? limit) => limit?.ToString(CultureInfo.InvariantCulture) ?? "none";
}
