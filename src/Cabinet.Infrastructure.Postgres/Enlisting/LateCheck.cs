using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Writing;

namespace Cabinet.Infrastructure.Postgres.Enlisting;

/// <summary>
/// Looks again, with fresh eyes, at what a transaction can't see that keeps the snapshot of its beginning (REPEATABLE READ,
/// SERIALIZABLE).
/// </summary>
/// <remarks>
/// <para>
/// It looks from another connection after everything was written, while the developer's transaction holds what it
/// locked. So it finds what a statement at READ COMMITTED would have found there: a fence that stands (none can be put up
/// any more until that transaction ends, because it holds the lock on the table of keys), a floor of nonces that
/// forgot a digest before it was inserted again, a dead job of the same id (one that is still in the hot table
/// refuses the insert itself).
/// </para>
/// <para>
/// Unique keys, ids and idempotency keys need no second look: their indexes see everything.
/// </para>
/// </remarks>
internal sealed class LateCheck(StoreDatabase database)
{
    private const string FenceSql =
        """
        SELECT EXISTS (
          SELECT FROM unnest($1, $2) AS u (key_id, version)
          JOIN cabinet.key_version v ON v.key_id = u.key_id AND v.version = u.version WHERE v.fenced OR v.state = 4)
        """;

    private const string FloorSql = "SELECT value FROM cabinet.counter WHERE name = 'nonce-floor'";

    private const string DeadSql = "SELECT id FROM cabinet.dead_letter WHERE id = ANY ($1) LIMIT 1";

    /// <summary>The refusal that the transaction couldn't see, or null.</summary>
    public async ValueTask<CommitResult.Refused?> FindAsync(WriteSet writeSet, CancellationToken cancellationToken)
    {
        var view = new View();
        var commands = Build(writeSet.Operations, view);
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await commands.RunAsync(connection, cancellationToken);
        for (var i = 0; i < writeSet.Operations.Count; i++)
        {
            if (view.Refuses(writeSet.Operations[i]) is { } reason)
            {
                return new CommitResult.Refused(i, reason);
            }
        }

        return null;
    }

    private CommandList Build(IReadOnlyList<WriteOperation> operations, View view)
    {
        var commands = new CommandList(database);
        foreach (var operation in operations)
        {
            FenceCheck.Collect(operation, view.Versions);
        }

        commands.Query(FenceSql)
            .ByteRows([.. view.Versions.Select(static version => (ReadOnlyMemory<byte>?)version.KeyId.ToByteArray())])
            .Ints([.. view.Versions.Select(static version => version.Version.Value)])
            .Says(reader => view.IsFenced = reader.Read() && reader.GetBoolean(0));
        commands.Query(FloorSql).Says(reader => view.Floor = reader.Read() ? reader.GetInt64(0) : long.MinValue);
        commands.Query(DeadSql)
            .Ids(operations.OfType<EnqueueJob>().Select(static enqueue => enqueue.Job.Id.Value).ToArray())
            .Says(reader => view.Dead = reader.Read() ? reader.GetGuid(0) : null);
        return commands;
    }

    private sealed class View
    {
        public HashSet<SealedUnder> Versions { get; } = [];

        public bool IsFenced { get; set; }

        public long Floor { get; set; }

        public Guid? Dead { get; set; }

        // Which of the contents is under the fence doesn't matter to whoever seals them all again.
        public Refusal? Refuses(WriteOperation operation) => operation switch
        {
            ConsumeNonce nonce when nonce.KeepUntil.ToUnixTimeMilliseconds() < Floor => Refusal.NonceExpired,
            EnqueueJob { Job: var job } when job.Id.Value == Dead => Refusal.DuplicateId,
            _ when IsFenced && BringsContent(operation) => Refusal.KeyFenced,
            _ => null,
        };

        private static bool BringsContent(WriteOperation operation)
        {
            var versions = new HashSet<SealedUnder>();
            FenceCheck.Collect(operation, versions);
            return versions.Count > 0;
        }
    }
}
