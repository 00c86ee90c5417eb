using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;

namespace Cabinet.Tests.Infrastructure.Security.Audit;

/// <summary>A store on which something happens right before the first commit.</summary>
internal sealed class OvertakenStore(IStore inner, Func<Task> before) : IStore
{
    private int commits;

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

    public async ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref commits) == 1)
        {
            await before();
        }

        return await inner.CommitAsync(writeSet, cancellationToken);
    }

    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        inner.ClaimAsync(request, cancellationToken);

    public ValueTask<OpenResult> OpenPayloadAsync(ClaimedJob job, CancellationToken cancellationToken) =>
        inner.OpenPayloadAsync(job, cancellationToken);
}
