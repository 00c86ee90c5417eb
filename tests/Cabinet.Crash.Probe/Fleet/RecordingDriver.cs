using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Crash.Probe.Fleet;

/// <summary>Writes down what the store acknowledged: leases with the time from which they count, and outcomes.</summary>
internal sealed class RecordingDriver(IStoreDriver inner, FleetLog log, FleetMembership membership, FleetHold hold)
    : IStoreDriver
{
    public IJobReader Jobs => inner.Jobs;

    public IQueueReader Queues => inner.Queues;

    public IBulkReader Bulk => inner.Bulk;

    public IApiClientReader Clients => inner.Clients;

    public ITaskReader Tasks => inner.Tasks;

    public IDeadLetterReader DeadLetters => inner.DeadLetters;

    public IHistoryReader History => inner.History;

    public INodeReader Nodes => inner.Nodes;

    public IKeyReader Keys => inner.Keys;

    public IAuditReader Audit => inner.Audit;

    public IDataKeyReader DataKeys => inner.DataKeys;

    public IScheduleReader Schedules => inner.Schedules;

    public IContentReader Contents => inner.Contents;

    public async ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        var sentAt = log.Now;
        if (Settled(writeSet).Any())
        {
            await hold.WaitAsync();
        }

        try
        {
            var result = await inner.CommitAsync(writeSet, cancellationToken);
            foreach (var operation in writeSet.Operations)
            {
                Answered(operation, result is CommitResult.Committed, sentAt);
            }

            return result;
        }
        catch (Exception exception) when (Settled(writeSet).Any())
        {
            var answer = exception is StoreException { OutcomeUnknown: true } ? "unsure" : "failed";
            foreach (var (kind, lease) in Settled(writeSet))
            {
                log.Write($"{answer} {kind} {lease.Job} {lease.Epoch}");
            }

            throw;
        }
    }

    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        var result = await inner.ClaimAsync(request, cancellationToken);
        if (result.Jobs.Count > 0)
        {
            membership.Claimed(request.Node, result.Jobs);
            var now = (request.Now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
            log.Write($"claimed {result.Jobs.Count} {request.Node} {request.Queue} {now}");
        }

        return result;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Answered(WriteOperation operation, bool isCommitted, long sentAt)
    {
        if (Outcome(operation) is { } outcome)
        {
            log.Write($"{(isCommitted ? "committed" : "refused")} {outcome.Kind} {outcome.Lease.Job} {outcome.Lease.Epoch}");
            if (!isCommitted)
            {
                Console.Out.WriteLine("refused");
            }

            return;
        }

        switch (operation)
        {
            case RegisterNode register when isCommitted:
                Held(register.Node.Id, sentAt, register.Node.Lease);
                Console.Out.WriteLine("registered");
                break;
            case RenewNode renew when isCommitted:
                Held(renew.Node, sentAt, TimeSpan.Zero);
                break;
            case RenewNode renew:
                log.Write($"fenced {renew.Node}");
                break;
            case ExpireNode expire when isCommitted:
                log.Write($"expired {expire.Node} {expire.Beat}");
                break;
        }
    }

    // The lease's length is in the first of a registration's lines only.
    private void Held(NodeId node, long sentAt, TimeSpan lease) =>
        log.Write($"held {node} {sentAt} {(long)lease.TotalMicroseconds}");

    private static IEnumerable<(string Kind, JobLease Lease)> Settled(WriteSet writeSet) =>
        writeSet.Operations.Select(Outcome).OfType<(string Kind, JobLease Lease)>();

    private static (string Kind, JobLease Lease)? Outcome(WriteOperation operation) => operation switch
    {
        EndJob end => ("end", end.Lease),
        DeadLetterJob dead => ("dead", dead.Lease),
        RetryJob retry => ("retry", retry.Lease),
        ReturnJob back => ("return", back.Lease),
        _ => null,
    };
}
