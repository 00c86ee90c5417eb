using Cabinet.Application;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Nodes;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Puts the node on the list of the living, keeps it there, and takes it off again.</summary>
internal sealed class NodeMembership(
    IStore store, IIdGenerator ids, WorkerOptions options, GuardedLogger<NodeMembership> log, TimeProvider time)
{
    private const long FirstBeat = 1;

    private readonly NodeLease lease = new(options.Lease);

    /// <summary>Registers the node under a new id, however long the store needs.</summary>
    /// <param name="expireOthers">
    /// Whether every other registered node is known to be dead, because this one holds the seat.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<NodeSession> RegisterAsync(bool expireOthers, CancellationToken cancellationToken)
    {
        // The id stays the same from try to try, so that a commit whose answer was lost is recognised.
        var id = new NodeId(ids.Next());
        var tries = 0;
        var session = await RetryAsync(() => TryRegisterAsync(id, ++tries > 1, cancellationToken), cancellationToken);
        if (expireOthers)
        {
            await RetryAsync(() => TryExpireOthersAsync(session, cancellationToken), cancellationToken);
        }

        log.NodeRegistered(session.Id, options.NodeName, lease.Duration);
        return session;
    }

    /// <summary>Renews the lease until the session ends. Never throws.</summary>
    public async Task RenewAsync(NodeSession session)
    {
        var beat = FirstBeat;
        var delay = lease.RenewalInterval;
        try
        {
            while (session.IsLive)
            {
                await Task.Delay(delay, time, session.Ended);

                // A failed renewal is repeated soon: the lease leaves time for two lost intervals, not for more.
                delay = await TryRenewAsync(session, ++beat) ? lease.RenewalInterval : lease.RenewalInterval / 4;
            }
        }
        catch (OperationCanceledException) when (session.Ended.IsCancellationRequested)
        {
            // The end of the session.
        }
    }

    /// <summary>Takes the node off the list: what it still holds becomes available, unsuspected.</summary>
    public Task RetireAsync(NodeSession session, CancellationToken cancellationToken) => RetryAsync(
        async () =>
        {
            // Refused means that an observer was faster; the jobs are back either way.
            await store.CommitAsync(new WriteSet(new RetireNode(session.Id)), cancellationToken);
            log.NodeRetired(session.Id);
            return true;
        },
        cancellationToken);

    private async Task<NodeSession> TryRegisterAsync(NodeId id, bool hadToWait, CancellationToken cancellationToken)
    {
        var sentAt = time.GetTimestamp();
        var record = new NodeRecord(id, options.NodeName, lease.Duration, FirstBeat, time.GetUtcNow());

        // A refusal can only be a duplicate of the random id: an earlier try was committed and its answer lost.
        await store.CommitAsync(new WriteSet(new RegisterNode(record)), cancellationToken);
        return new NodeSession(id, lease, sentAt, time) { HadToWait = hadToWait };
    }

    private async Task<bool> TryExpireOthersAsync(NodeSession session, CancellationToken cancellationToken)
    {
        foreach (var other in await store.Nodes.ListAsync(cancellationToken))
        {
            if (other.Id != session.Id)
            {
                await store.CommitAsync(new WriteSet(new ExpireNode(other.Id, other.Beat)), cancellationToken);
                log.NodeExpired(other.Id, other.Name);
            }
        }

        return true;
    }

    private async Task<bool> TryRenewAsync(NodeSession session, long beat)
    {
        // Bounded, so that one renewal that hangs doesn't keep the next from being sent.
        using var timeout = new CancellationTokenSource(lease.RenewalInterval / 2, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, session.Ended);
        var sentAt = time.GetTimestamp();
        try
        {
            var result = await store.CommitAsync(new WriteSet(new RenewNode(session.Id, beat)), linked.Token);
            if (result is CommitResult.Refused)
            {
                session.Finish(SessionEnd.Gone);
                return false;
            }

            session.Renewed(sentAt);
            return true;
        }
        catch (Exception exception) when (!session.IsEndOf(exception))
        {
            log.RenewalFailed(session.Id, session.SinceRenewal, lease.FenceAfter, exception.GetType().Name);
            return false;
        }
    }

    private async Task<TResult> RetryAsync<TResult>(Func<Task<TResult>> attempt, CancellationToken cancellationToken)
    {
        var backoff = new Backoff();
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (StoreException trouble)
            {
                log.MembershipFailed(trouble.Fault, trouble.Message);
            }

            // Others observe the node meanwhile, so after an outage it has to be back well within its lease.
            var pause = backoff.Next();
            var longest = lease.ObservationInterval;
            await Task.Delay(pause < longest ? pause : longest, time, cancellationToken);
        }
    }
}
