using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Appends events to the audit log, and gives those that wait their places in its tree.</summary>
/// <remarks>
/// Whoever appends holds the audit's lock until it commits, so that the numbers are in the order of the commits. It is
/// best taken last in a transaction: then it is held only for the commit, and nobody waits for anything while holding it.
/// </remarks>
internal static class AuditCommands
{
    private const string LockSql = "SELECT cabinet.lock_audit()";

    private const string AppendCheckSql =
        "SELECT cabinet.refuse($1, $2, $3) WHERE EXISTS (SELECT FROM cabinet.audit WHERE id = $3)";

    private const string AppendSql = "INSERT INTO cabinet.audit (id, idx, entry) VALUES ($1, NULL, $2)";

    private const string AppendManyCheckSql =
        """
        SELECT cabinet.refuse(found.place, $3, found.id)
        FROM (
          SELECT u.place, u.id
          FROM (
            SELECT *, row_number() OVER (PARTITION BY n.id ORDER BY n.position) AS occurrence
            FROM unnest($1, $2) WITH ORDINALITY AS n (place, id, position)) AS u
          WHERE u.occurrence > 1 OR EXISTS (SELECT FROM cabinet.audit a WHERE a.id = u.id)
          ORDER BY u.position LIMIT 1) AS found
        """;

    private const string AppendManySql =
        """
        INSERT INTO cabinet.audit (id, idx, entry)
        SELECT u.id, NULL, u.entry FROM unnest($1, $2) WITH ORDINALITY AS u (id, entry, position) ORDER BY u.position
        """;

    // One sequencer at a time, also when it brings only a checkpoint; neither readers nor appends are kept waiting.
    // LOCK TABLE needs a transaction block or, as here, a procedural block.
    private const string LockSequenceSql =
        """
        DO $do$ BEGIN LOCK TABLE cabinet.audit_checkpoint IN SHARE ROW EXCLUSIVE MODE; END $do$
        """;

    private const string SizeSql =
        """
        SELECT cabinet.refuse($1, $2)
        WHERE (SELECT coalesce(max(idx) + 1, 0) FROM cabinet.audit WHERE idx IS NOT NULL) <> $3
        """;

    private const string PlaceSql =
        """
        WITH placed AS (
          UPDATE cabinet.audit AS a SET idx = $4 + u.position - 1
          FROM unnest($3) WITH ORDINALITY AS u (id, position) WHERE a.id = u.id AND a.idx IS NULL RETURNING 1)
        SELECT cabinet.refuse($1, $2) WHERE (SELECT count(*) FROM placed) <> cardinality($3)
        """;

    // Of one that comes twice, the last counts.
    private const string NodesSql =
        """
        INSERT INTO cabinet.audit_node (level, idx, hash)
        SELECT DISTINCT ON (u.level, u.idx) u.level, u.idx, u.hash
        FROM unnest($1, $2, $3) WITH ORDINALITY AS u (level, idx, hash, position)
        ORDER BY u.level, u.idx, u.position DESC
        ON CONFLICT (level, idx) DO UPDATE SET hash = excluded.hash
        """;

    private const string CheckpointSql =
        "INSERT INTO cabinet.audit_checkpoint (tree_size, at, note) VALUES ($1, $2, $3)";

    public static void Add(CommandList commands, AppendAudit operation, OperationPlace place)
    {
        var id = operation.Event.Id;
        commands.Query(LockSql);
        commands.Query(AppendCheckSql).Int(place.Number).Int((int)Refusal.DuplicateId).Id(id);
        commands.Execute(AppendSql).Id(id).Bytes(RequireEntry(operation));
    }

    /// <summary>Appends the events of a whole group of write sets, in this order. To be put last in the transaction.</summary>
    public static void AddMany(
        CommandList commands, IReadOnlyList<(AppendAudit Operation, OperationPlace Place)> events)
    {
        var ids = events.Select(static one => one.Operation.Event.Id).ToArray();
        commands.Query(LockSql);
        commands.Query(AppendManyCheckSql).Ints(events.Select(static one => one.Place.Number).ToArray()).Ids(ids)
            .Int((int)Refusal.DuplicateId);
        commands.Execute(AppendManySql).Ids(ids)
            .Bytes(events.Select(static one => (byte[]?)RequireEntry(one.Operation).ToArray()).ToArray());
    }

    public static void Add(CommandList commands, SequenceAudit operation, OperationPlace place)
    {
        commands.Execute(LockSequenceSql);
        commands.Query(SizeSql).Int(place.Number).Int((int)Refusal.AuditMoved).Long(operation.TreeSize);
        if (operation.Events.Count > 0)
        {
            commands.Query(PlaceSql).Int(place.Number).Int((int)Refusal.AuditMoved).Ids([.. operation.Events])
                .Long(operation.TreeSize);
        }

        if (operation.Nodes.Count > 0)
        {
            commands.Execute(NodesSql)
                .Ints(operation.Nodes.Select(static node => node.Level).ToArray())
                .Longs(operation.Nodes.Select(static node => node.Index).ToArray())
                .Bytes(operation.Nodes.Select(static node => (byte[]?)node.Hash.ToArray()).ToArray());
        }

        var signed = operation.Checkpoint;
        commands.Execute(CheckpointSql).Long(signed.TreeSize).Time(signed.At).Text(signed.Note);
    }

    private static ReadOnlyMemory<byte> RequireEntry(AppendAudit operation) => operation.Entry.IsEmpty
        ? throw new InvalidOperationException("An audit event reaches a driver through the sealing front only.")
        : operation.Entry;
}
