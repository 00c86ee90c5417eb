using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Infrastructure.Relational;
using Cabinet.Infrastructure.Sqlite.Observability;
using Cabinet.Infrastructure.Sqlite.Reading;
using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite;

/// <summary>The embedded store: one SQLite file, one writer that shares its commits, readers beside it.</summary>
/// <remarks>The file is opened at the first use, so that a driver can exist before its schema does.</remarks>
internal sealed class SqliteStoreDriver : IStoreDriver
{
    private readonly SqliteStoreOptions options;
    private readonly WriterContext context;
    private readonly Lock opening = new();
    private OpenStore? store;
    private bool isClosed;

    public SqliteStoreDriver(SqliteStoreOptions options, WriterContext context)
    {
        this.options = options;
        this.context = context;
        var source = new ReaderSource(() => Open().Readers);
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

    public ValueTask<CommitResult> CommitAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writeSet);

        // Measuring asks every content for its ciphertext, so plaintext throws here, before anything is queued.
        var work = new PendingCommit(writeSet, cancellationToken) { Weight = WriteWeight.Of(writeSet) };
        return Open().Writer.RunAsync(work, cancellationToken);
    }

    public ValueTask<CommitResult> EnlistAsync(
        WriteSet writeSet, StoreTransaction transaction, CancellationToken cancellationToken)
    {
        EnlistRules.Require(writeSet);
        cancellationToken.ThrowIfCancellationRequested();

        // Measuring asks every content for its ciphertext, so plaintext throws here, before anything is written.
        _ = WriteWeight.Of(writeSet);
        return transaction is SqliteStoreTransaction own
            ? new(Open().Enlistment.Run(writeSet, own))
            : throw EnlistRules.Foreign(transaction, nameof(SqliteStoreTransaction));
    }

    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Limit, ClaimRequest.MaximumLimit);
        var work = new PendingClaim(request, cancellationToken) { Weight = WriteWeight.OfClaim };
        return Open().Writer.RunAsync(work, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        OpenStore? open;
        lock (opening)
        {
            isClosed = true;
            open = store;
            store = null;
        }

        if (open is not null)
        {
            await open.DisposeAsync();
            SqliteLog.Closed(context.Logger, context.Path);
        }
    }

    private OpenStore Open() => Volatile.Read(ref store) ?? OpenNow();

    private OpenStore OpenNow()
    {
        lock (opening)
        {
            if (isClosed)
            {
                throw new StoreException(StoreFault.Closed, $"The store '{context.Path}' was closed.");
            }

            if (store is null)
            {
                var opened = OpenStore.Open(options, context, out var version);
                SqliteLog.Opened(context.Logger, context.Path, version);
                Volatile.Write(ref store, opened);
            }

            return store!;
        }
    }
}
