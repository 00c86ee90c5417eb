using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Writes the list of the living, and gives back what those that leave it had claimed.</summary>
internal sealed class NodeWriter(SqliteConnection connection, WriterMemory memory, EndedJobs ended, JobWriter jobs)
{
    private readonly SqliteStatement insert = connection.Prepare(NodeSql.Insert);
    private readonly SqliteStatement renew = connection.Prepare(NodeSql.Renew);
    private readonly SqliteStatement confirmRing = connection.Prepare(NodeSql.ConfirmRing);
    private readonly SqliteStatement findBeat = connection.Prepare(NodeSql.FindBeat);
    private readonly SqliteStatement delete = connection.Prepare(NodeSql.Delete);
    private readonly SqliteStatement freeLeases = connection.Prepare(NodeSql.FreeLeases);
    private readonly SqliteStatement takeLease = connection.Prepare(NodeSql.TakeLease);
    private readonly SqliteStatement releaseLease = connection.Prepare(NodeSql.ReleaseLease);

    public OperationOutcome Register(RegisterNode operation)
    {
        var node = operation.Node;
        insert.Bind(1, node.Id.Value).Bind(2, node.Name).Bind(3, node.Lease.Ticks / TimeSpan.TicksPerMillisecond)
            .Bind(4, node.Beat).Bind(5, node.StartedAt).Bind(6, node.RingRevision);
        return insert.TryRun()
            ? OperationOutcome.Done
            : OperationOutcome.Refused(Refusal.DuplicateId, node.Id.Value);
    }

    public OperationOutcome Renew(RenewNode operation)
    {
        var renewed = renew.Bind(1, operation.Node.Value).Bind(2, operation.Beat).Run();
        return renewed == 1 ? OperationOutcome.Done : Refusal.NodeGone;
    }

    public OperationOutcome ConfirmRing(ConfirmRing operation)
    {
        var confirmed = confirmRing.Bind(1, operation.Node.Value).Bind(2, operation.Revision).Run();
        return confirmed == 1 ? OperationOutcome.Done : Refusal.NodeGone;
    }

    public bool IsRegistered(NodeId node) => FindBeat(node) is not null;

    public OperationOutcome Expire(ExpireNode operation) => FindBeat(operation.Node) switch
    {
        null => Refusal.NodeGone,
        { } beat when beat != operation.Beat => Refusal.NodeAlive,
        _ => Remove(operation.Node, jobs.Suspect),
    };

    public OperationOutcome Retire(RetireNode operation) => FindBeat(operation.Node) is null
        ? Refusal.NodeGone
        : Remove(operation.Node, job => jobs.GiveBack(job, dueAt: null));

    public OperationOutcome TakeLease(TakeLease operation)
    {
        if (!IsRegistered(operation.Node))
        {
            return Refusal.NodeGone;
        }

        var taken = takeLease.Bind(1, operation.BackgroundTask).Bind(2, operation.Node.Value).Run();
        return taken == 1 ? OperationOutcome.Done : Refusal.LeaseHeld;
    }

    public OperationOutcome ReleaseLease(ReleaseLease operation)
    {
        var result = operation.Result;
        releaseLease.Bind(1, result.Name).Bind(2, operation.Node.Value).Bind(3, result.At)
            .Bind(4, result.Succeeded ? 1 : 0).Bind(5, result.Affected)
            .Bind(6, result.Duration.Ticks / TimeSpan.TicksPerMillisecond).Bind(7, result.Message);
        return releaseLease.Run() == 1 ? OperationOutcome.Done : Refusal.LeaseHeld;
    }

    private OperationOutcome Remove(NodeId node, Action<LeasedJob> giveBack)
    {
        ended.Flush();
        var returned = 0;
        foreach (var job in memory.Leases.Jobs)
        {
            if (job.Lease.Node == node && !job.IsReleased)
            {
                giveBack(job);
                returned++;
            }
        }

        delete.Bind(1, node.Value).Run();
        freeLeases.Bind(1, node.Value).Run();
        return OperationOutcome.Touched(returned);
    }

    private long? FindBeat(NodeId node)
    {
        findBeat.Bind(1, node.Value);
        if (!findBeat.Step())
        {
            return null;
        }

        var beat = findBeat.Int64(0);
        findBeat.Reset();
        return beat;
    }
}
