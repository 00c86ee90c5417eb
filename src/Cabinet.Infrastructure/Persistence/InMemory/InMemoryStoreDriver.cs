using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>
/// A store that lives and dies with its process; for tests and simulation. Any number of nodes may share it.
/// </summary>
/// <remarks>
/// It keeps every guarantee but durability, and runs the same conformance suites as every other driver.
/// </remarks>
internal sealed class InMemoryStoreDriver : IStoreDriver
{
    private readonly InMemoryDatabase database = new();

    public InMemoryStoreDriver()
    {
        Jobs = new InMemoryJobReader(database);
        Queues = new InMemoryQueueReader(database);
        Tasks = new InMemoryTaskReader(database);
        DeadLetters = new InMemoryDeadLetterReader(database);
        History = new InMemoryHistoryReader(database);
        Nodes = new InMemoryNodeReader(database);
        Keys = new InMemoryKeyReader(database);
        Audit = new InMemoryAuditReader(database);
        DataKeys = new InMemoryDataKeyReader(database);
        Schedules = new InMemoryScheduleReader(database);
        Bulk = new InMemoryBulkReader(database);
        Clients = new InMemoryApiClientReader(database);
        Contents = new InMemoryContentReader(database);
        Batches = new InMemoryBatchReader(database);
    }

    /// <inheritdoc />
    public IJobReader Jobs { get; }

    /// <inheritdoc />
    public IQueueReader Queues { get; }

    /// <inheritdoc />
    public ITaskReader Tasks { get; }

    /// <inheritdoc />
    public IDeadLetterReader DeadLetters { get; }

    /// <inheritdoc />
    public IHistoryReader History { get; }

    /// <inheritdoc />
    public INodeReader Nodes { get; }

    /// <inheritdoc />
    public IKeyReader Keys { get; }

    /// <inheritdoc />
    public IAuditReader Audit { get; }

    /// <inheritdoc />
    public IDataKeyReader DataKeys { get; }

    /// <inheritdoc />
    public IScheduleReader Schedules { get; }

    /// <inheritdoc />
    public IBulkReader Bulk { get; }

    /// <inheritdoc />
    public IApiClientReader Clients { get; }

    /// <inheritdoc />
    public IContentReader Contents { get; }

    /// <inheritdoc />
    public IBatchReader Batches { get; }

    /// <inheritdoc />
    public ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken) =>
        database.RunAsync(state => new StoreOperations(state).Commit(writeSet), cancellationToken);

    /// <inheritdoc />
    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) =>
        database.RunAsync(
            state =>
            {
                var claim = new Claiming(state).Claim(request);
                state.Undo.Commit();
                return claim;
            },
            cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        database.Close();
        return ValueTask.CompletedTask;
    }
}
