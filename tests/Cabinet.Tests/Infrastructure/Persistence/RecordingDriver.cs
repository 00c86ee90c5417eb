using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;

namespace Cabinet.Tests.Infrastructure.Persistence;

/// <summary>A driver that remembers what the front handed to it.</summary>
internal sealed class RecordingDriver(IStoreDriver driver) : IStoreDriver
{
    public List<WriteSet> WriteSets { get; } = [];

    /// <summary>What became of each enlisted write set, in order; the driver itself answers when there is nothing here.</summary>
    public Queue<CommitResult> EnlistResults { get; } = [];

    /// <summary>What happens between the front's work and the commit.</summary>
    public Func<WriteSet, Task>? BeforeCommit { get; set; }

    public IJobReader Jobs => driver.Jobs;

    public IQueueReader Queues => driver.Queues;

    public IBulkReader Bulk => driver.Bulk;

    public IApiClientReader Clients => driver.Clients;

    public ITaskReader Tasks => driver.Tasks;

    public IDeadLetterReader DeadLetters => driver.DeadLetters;

    public IHistoryReader History => driver.History;

    public INodeReader Nodes => driver.Nodes;

    public IKeyReader Keys => driver.Keys;

    public IAuditReader Audit => driver.Audit;

    public IDataKeyReader DataKeys => driver.DataKeys;

    public IScheduleReader Schedules => driver.Schedules;

    public IContentReader Contents => driver.Contents;

    public async ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        WriteSets.Add(writeSet);
        if (BeforeCommit is { } before)
        {
            await before(writeSet);
        }

        return await driver.CommitAsync(writeSet, cancellationToken);
    }

    public ValueTask<CommitResult> EnlistAsync(
        WriteSet writeSet, StoreTransaction transaction, CancellationToken cancellationToken)
    {
        WriteSets.Add(writeSet);
        return EnlistResults.TryDequeue(out var result)
            ? ValueTask.FromResult(result)
            : driver.EnlistAsync(writeSet, transaction, cancellationToken);
    }

    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        driver.ClaimAsync(request, cancellationToken);

    public ValueTask DisposeAsync() => driver.DisposeAsync();
}
