using Cabinet.Application.Persistence;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// Everything that the queue logs. Event ids 1000 to 1099 are its own and never change their meaning.
/// </summary>
/// <remarks>Ids, names and numbers only: no payload, no result, no failure's message.</remarks>
internal static partial class QueueLog
{
    [LoggerMessage(1000, LogLevel.Information, "Node {Node} ({Name}) is registered with a lease of {Lease}.")]
    public static partial void NodeRegistered(this ILogger log, NodeId node, string name, TimeSpan lease);

    [LoggerMessage(1001, LogLevel.Information, "Node {Node} left the list of the living.")]
    public static partial void NodeRetired(this ILogger log, NodeId node);

    [LoggerMessage(1002, LogLevel.Warning,
        "Node {Node} couldn't take itself off the list; its jobs go back when its lease is over.")]
    public static partial void RetireGivenUp(this ILogger log, NodeId node);

    [LoggerMessage(1003, LogLevel.Warning,
        "Node {Node} couldn't renew its lease ({Error}); {SinceRenewal} since the last renewal, it stops its "
        + "handlers after {FenceAfter}.")]
    public static partial void RenewalFailed(
        this ILogger log, NodeId node, TimeSpan sinceRenewal, TimeSpan fenceAfter, string error);

    [LoggerMessage(1004, LogLevel.Error,
        "Node {Node} lost its lease ({Cause}): its handlers are cancelled, {Held} jobs and outcomes are dropped "
        + "and will run again.")]
    public static partial void LeaseLost(this ILogger log, NodeId node, SessionEnd cause, long held);

    [LoggerMessage(1005, LogLevel.Warning,
        "The store has trouble ({Fault}) while the node registers or leaves: {Message}")]
    public static partial void MembershipFailed(this ILogger log, StoreFault fault, string message);

    [LoggerMessage(1006, LogLevel.Critical, "The node's session failed; it goes on under a new id. This is a bug.")]
    public static partial void SessionFailed(this ILogger log, Exception exception);

    [LoggerMessage(1010, LogLevel.Warning, "Node {Node} ({Name}) is dead: its jobs go back as suspects.")]
    public static partial void NodeExpired(this ILogger log, NodeId node, string name);

    [LoggerMessage(1011, LogLevel.Warning, "The heartbeats of the other nodes couldn't be read ({Error}).")]
    public static partial void ObservationFailed(this ILogger log, string error);

    [LoggerMessage(1020, LogLevel.Warning, "Queue '{Queue}' can't claim now ({Fault}): {Message}")]
    public static partial void ClaimFailed(this ILogger log, QueueName queue, StoreFault fault, string message);

    [LoggerMessage(1021, LogLevel.Error, "A claim of queue '{Queue}' failed in an unexpected way. This is a bug.")]
    public static partial void ClaimThrew(this ILogger log, Exception exception, QueueName queue);

    [LoggerMessage(1022, LogLevel.Warning,
        "Job {Job} of queue '{Queue}' was claimed by a claim whose answer was lost; it goes back.")]
    public static partial void OrphanReturned(this ILogger log, JobId job, QueueName queue);

    [LoggerMessage(1030, LogLevel.Error,
        "The executor threw for job {Job} ({Type}). This is a bug; the attempt counts as failed.")]
    public static partial void ExecutorThrew(this ILogger log, Exception exception, JobId job, JobType type);

    [LoggerMessage(1031, LogLevel.Warning,
        "The outcome of job {Job} can't be written now ({Fault}) and is tried again: {Message}")]
    public static partial void SettleFailed(this ILogger log, JobId job, StoreFault fault, string message);

    [LoggerMessage(1032, LogLevel.Error,
        "Writing the outcome of job {Job} ({Type}) failed in an unexpected way; the attempt counts as failed.")]
    public static partial void SettleThrew(this ILogger log, Exception exception, JobId job, JobType type);

    [LoggerMessage(1033, LogLevel.Warning,
        "The outcome of job {Job} came too late: its epoch {Epoch} is stale. Another run settles it.")]
    public static partial void OutcomeLost(this ILogger log, JobId job, long epoch);

    [LoggerMessage(1034, LogLevel.Information, "Job {Job} is cancelled, as somebody asked.")]
    public static partial void JobCancelled(this ILogger log, JobId job);

    [LoggerMessage(1035, LogLevel.Warning, "The requests to cancel jobs couldn't be read ({Error}).")]
    public static partial void CancelRequestsFailed(this ILogger log, string error);

    [LoggerMessage(1040, LogLevel.Warning,
        "Suspect {Job} ({Type}) runs alone; {DeathsAlone} nodes died under it that way.")]
    public static partial void SuspectRuns(this ILogger log, JobId job, JobType type, int deathsAlone);

    [LoggerMessage(1041, LogLevel.Warning, "The turn of the suspects couldn't be finished and is taken again.")]
    public static partial void SuspectTurnFailed(this ILogger log, Exception exception);

    [LoggerMessage(1050, LogLevel.Critical,
        "The node claims nothing any more, for lack of a key: {Problem} It tries again every {Interval}.")]
    public static partial void KeyMissing(this ILogger log, string problem, TimeSpan interval);

    [LoggerMessage(1051, LogLevel.Information, "The missing key is back; the node claims again.")]
    public static partial void KeyBack(this ILogger log);

    [LoggerMessage(1052, LogLevel.Error, "The key ring couldn't be loaded again ({Error}): {Message}")]
    public static partial void KeyReloadFailed(this ILogger log, string error, string message);

    [LoggerMessage(1060, LogLevel.Information,
        "Node {Node} stops: {Held} jobs still run or wait for their commit, for at most {Timeout}.")]
    public static partial void Draining(this ILogger log, NodeId node, long held, TimeSpan timeout);

    [LoggerMessage(1061, LogLevel.Warning,
        "Node {Node} interrupts {Held} jobs that didn't end in time; they go back and cost no attempt.")]
    public static partial void Interrupting(this ILogger log, NodeId node, long held);

    [LoggerMessage(1062, LogLevel.Information, "{Count} jobs that were claimed and not started went back.")]
    public static partial void JobsReturned(this ILogger log, int count);

    [LoggerMessage(1063, LogLevel.Warning,
        "{Count} jobs that were not started couldn't be given back ({Error}); they go back when the node retires.")]
    public static partial void ReturnFailed(this ILogger log, int count, string error);

    [LoggerMessage(1064, LogLevel.Information,
        "This node doesn't serve queue {Queue}, which jobs of these types go to: {Types}. Another node has to, or this one "
        + "with AddWorkers(workers => workers.Serve(...)).")]
    public static partial void QueueUnserved(this ILogger log, QueueName queue, string types);
}
