using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;

namespace Cabinet.Testing;

/// <summary>The store as the tested code sees it: it notes what is enqueued, and has the trouble that was asked for.</summary>
internal sealed class ObservedStore(IStore inner, EnqueuedJobs enqueued, Faults faults) : IStore
{
    public IJobReader Jobs => inner.Jobs;

    public IQueueReader Queues => inner.Queues;

    public ITaskReader Tasks => inner.Tasks;

    public IDeadLetterReader DeadLetters => inner.DeadLetters;

    public IHistoryReader History => inner.History;

    public INodeReader Nodes => inner.Nodes;

    public IKeyReader Keys => inner.Keys;

    public IAuditReader Audit => inner.Audit;

    public IDataKeyReader DataKeys => inner.DataKeys;

    public IBatchReader Batches => inner.Batches;

    public IScheduleReader Schedules => inner.Schedules;

    public IBulkReader Bulk => inner.Bulk;

    public IApiClientReader Clients => inner.Clients;

    public async ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        var trouble = faults.TakeForCommit();
        if (trouble == Faults.StoreTrouble.Unavailable)
        {
            throw Faults.Unavailable();
        }

        var result = await inner.CommitAsync(writeSet, cancellationToken);
        if (result is CommitResult.Committed committed)
        {
            Note(writeSet, committed);
        }

        return trouble == Faults.StoreTrouble.AnswerLost ? throw Faults.AnswerLost() : result;
    }

    public ValueTask PrepareAsync(CancellationToken cancellationToken) => inner.PrepareAsync(cancellationToken);

    public ValueTask<CommitResult> EnlistAsync(
        WriteSet writeSet, StoreTransaction transaction, CancellationToken cancellationToken) =>
        inner.EnlistAsync(writeSet, transaction, cancellationToken);

    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        inner.ClaimAsync(request, cancellationToken);

    public ValueTask<OpenResult> OpenPayloadAsync(ClaimedJob job, CancellationToken cancellationToken) =>
        inner.OpenPayloadAsync(job, cancellationToken);

    private void Note(WriteSet writeSet, CommitResult.Committed committed)
    {
        foreach (var job in writeSet.Operations.OfType<EnqueueJob>().Select(operation => operation.Job))
        {
            if (committed.Kept?.ContainsKey(job.Id) != true)
            {
                enqueued.Add(job);
            }
        }
    }
}
