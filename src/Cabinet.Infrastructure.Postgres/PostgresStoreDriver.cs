using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Infrastructure.Postgres.Reading;
using Cabinet.Infrastructure.Postgres.Writing;
using Cabinet.Infrastructure.Relational;

namespace Cabinet.Infrastructure.Postgres;

/// <summary>The store on PostgreSQL: lanes that write, a pool that reads.</summary>
/// <remarks>The server is first asked for anything at the first use, so that a driver can exist before its schema does.</remarks>
internal sealed class PostgresStoreDriver : IStoreDriver
{
    private readonly StoreOpening opening;

    public PostgresStoreDriver(StoreOpening opening)
    {
        this.opening = opening;
        var source = new ReaderSource(() => opening.Open().Database);
        Jobs = new JobReader(source);
        Queues = new QueueReader(source);
        Tasks = new TaskReader(source);
        DeadLetters = new DeadLetterReader(source);
        History = new HistoryReader(source);
        Nodes = new NodeReader(source);
        Keys = new KeyReader(source);
        Audit = new AuditReader(source);
        DataKeys = new DataKeyReader(source);
        Schedules = new ScheduleReader(source);
        Bulk = new BulkReader(source);
        Clients = new ApiClientReader(source);
        Contents = new ContentReader(source);
        Batches = new BatchReader(source);
    }

    public IJobReader Jobs { get; }

    public IQueueReader Queues { get; }

    public ITaskReader Tasks { get; }

    public IDeadLetterReader DeadLetters { get; }

    public IHistoryReader History { get; }

    public INodeReader Nodes { get; }

    public IKeyReader Keys { get; }

    public IAuditReader Audit { get; }

    public IDataKeyReader DataKeys { get; }

    /// <inheritdoc />
    public IScheduleReader Schedules { get; }

    public IBulkReader Bulk { get; }

    public IApiClientReader Clients { get; }

    public IContentReader Contents { get; }

    /// <inheritdoc/>
    public IBatchReader Batches { get; }

    public async ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writeSet);

        // Measuring asks every content for its ciphertext, so plaintext throws here, before anything is queued.
        var work = new PendingCommit(writeSet, cancellationToken) { Weight = WriteWeight.Of(writeSet) };
        return await opening.Open().Lanes.RunAsync(work, cancellationToken);
    }

    public async ValueTask<CommitResult> EnlistAsync(
        WriteSet writeSet, StoreTransaction transaction, CancellationToken cancellationToken)
    {
        EnlistRules.Require(writeSet);

        // Measuring asks every content for its ciphertext, so plaintext throws here, before anything is sent.
        _ = WriteWeight.Of(writeSet);
        return transaction is PostgresStoreTransaction own
            ? await opening.Open().Enlistment.RunAsync(writeSet, own, cancellationToken)
            : throw EnlistRules.Foreign(transaction, nameof(PostgresStoreTransaction));
    }

    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Limit, ClaimRequest.MaximumLimit);
        var work = new PendingClaim(request, cancellationToken) { Weight = WriteWeight.OfClaim };
        return await opening.Open().Lanes.RunAsync(work, cancellationToken);
    }

    public ValueTask DisposeAsync() => opening.DisposeAsync();
}
