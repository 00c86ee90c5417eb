using Cabinet.Application.Persistence;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>What the writer keeps in memory of the file; all of it can be read again at any time.</summary>
internal sealed class WriterMemory(SqliteConnection connection)
{
    private const string FindQueueSql = "SELECT id FROM queue WHERE name = ?1";
    private const string InsertQueueSql = "INSERT INTO queue (name) VALUES (?1) RETURNING id";
    private const string FindNameSql = "SELECT id FROM name WHERE text = ?1";
    private const string InsertNameSql = "INSERT INTO name (text) VALUES (?1) RETURNING id";

    // Blocks are lost when another process writes in between, so they are small beside 2^43 and large beside a batch.
    private const int SequenceBlock = 4_096;
    private const int LeaseBlock = 1_024;

    private const string LastDeadLetterSql = "SELECT max(id) FROM dead_letter";

    private readonly SqliteStatement lastDeadLetter = connection.Prepare(LastDeadLetterSql);
    private readonly LeaseLoader loader = new(connection);
    private JobId? newestDeadLetter;
    private readonly NameTable queues = new(connection, FindQueueSql, InsertQueueSql);

    public NameTable Names { get; } = new(connection, FindNameSql, InsertNameSql);

    public NumberBlock Sequence { get; } = new(connection, "sequence", SequenceBlock);

    public NumberBlock LeaseNumbers { get; } = new(connection, "lease", LeaseBlock);

    public LeaseBook Leases { get; } = new();

    public ReadyCursors Cursors { get; } = new();

    public TakenPlaces Taken { get; } = new();

    public KeyFences Fences { get; } = new(connection);

    public NonceFloor NonceFloor { get; } = new(connection);

    public BatchBook Batches { get; } = new(connection);

    public QueueSettingsBook Settings { get; } = new(connection);

    /// <summary>Forgets everything and reads again who runs what.</summary>
    public void Reload()
    {
        queues.Forget();
        Names.Forget();
        Sequence.Forget();
        LeaseNumbers.Forget();
        Cursors.Forget();
        Taken.Forget();
        loader.Fill(Leases);
        Fences.Reload();
        NonceFloor.Reload();
        Settings.Forget();
        Batches.Forget();
        newestDeadLetter = ReadNewestDeadLetter();
    }

    /// <summary>Whether a job of this id may be in the dead-letter queue; a new id is above all of those.</summary>
    public bool MayBeDeadLetter(JobId id) => newestDeadLetter is { } newest && id <= newest;

    /// <summary>A job goes into the dead-letter queue.</summary>
    public void NoteDeadLetter(JobId id)
    {
        if (newestDeadLetter is not { } newest || id > newest)
        {
            newestDeadLetter = id;
        }
    }

    /// <summary>The number of a queue, which is made when it is new.</summary>
    /// <exception cref="StoreException">The file has as many queues as it can take.</exception>
    public int RequireQueue(QueueName queue)
    {
        var number = queues.Require(queue.Value);
        return number < JobKey.MaximumQueues
            ? number
            : throw new StoreException(
                StoreFault.Unavailable,
                $"An embedded store takes {JobKey.MaximumQueues - 1} queues, and '{queue}' would be one too many. Use "
                + "fewer queues: what differs from job to job belongs into the payload, not into a queue's name.");
    }

    /// <summary>The number of a queue; false when no job was ever enqueued there.</summary>
    public bool TryFindQueue(QueueName queue, out int number) => queues.TryFind(queue.Value, out number);

    private JobId? ReadNewestDeadLetter()
    {
        lastDeadLetter.Step();
        JobId? newest = lastDeadLetter.IdOrNull(0) is { } id ? new JobId(id) : null;
        lastDeadLetter.Reset();
        return newest;
    }
}
