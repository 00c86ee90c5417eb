using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Appends events to the audit log, and gives those that wait their places in its tree.</summary>
internal sealed class AuditWriter(SqliteConnection connection)
{
    private const string AppendSql = "INSERT INTO audit (id, idx, entry) VALUES (?1, NULL, ?2)";
    private const string SizeSql = "SELECT coalesce(max(idx) + 1, 0) FROM audit WHERE idx IS NOT NULL";
    private const string PlaceSql = "UPDATE audit SET idx = ?2 WHERE id = ?1 AND idx IS NULL";

    private const string NodeSql =
        """
        INSERT INTO audit_node (level, idx, hash) VALUES (?1, ?2, ?3)
        ON CONFLICT (level, idx) DO UPDATE SET hash = excluded.hash
        """;

    private const string CheckpointSql = "INSERT INTO audit_checkpoint (tree_size, at, note) VALUES (?1, ?2, ?3)";

    private readonly SqliteStatement append = connection.Prepare(AppendSql);
    private readonly SqliteStatement size = connection.Prepare(SizeSql);
    private readonly SqliteStatement place = connection.Prepare(PlaceSql);
    private readonly SqliteStatement node = connection.Prepare(NodeSql);
    private readonly SqliteStatement checkpoint = connection.Prepare(CheckpointSql);

    public OperationOutcome Append(AppendAudit operation)
    {
        if (operation.Entry.IsEmpty)
        {
            throw new InvalidOperationException("An audit event reaches a driver through the sealing front only.");
        }

        var id = operation.Event.Id;
        return append.Bind(1, id).Bind(2, operation.Entry.Span).TryRun()
            ? OperationOutcome.Done
            : OperationOutcome.Refused(Refusal.DuplicateId, id);
    }

    public OperationOutcome Sequence(SequenceAudit operation)
    {
        if (ReadSize() != operation.TreeSize)
        {
            return Refusal.AuditMoved;
        }

        var index = operation.TreeSize;
        foreach (var id in operation.Events)
        {
            if (place.Bind(1, id).Bind(2, index).Run() != 1)
            {
                return Refusal.AuditMoved;
            }

            index++;
        }

        foreach (var hash in operation.Nodes)
        {
            node.Bind(1, hash.Level).Bind(2, hash.Index).Bind(3, hash.Hash.Span).Run();
        }

        Add(operation.Checkpoint);
        return OperationOutcome.Done;
    }

    private void Add(AuditCheckpoint signed) =>
        checkpoint.Bind(1, signed.TreeSize).Bind(2, signed.At).Bind(3, signed.Note).Run();

    private long ReadSize()
    {
        size.Step();
        var value = size.Int64(0);
        size.Reset();
        return value;
    }
}
