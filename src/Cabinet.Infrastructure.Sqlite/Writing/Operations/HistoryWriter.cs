using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Appends history records, in an order that lets them be pruned by time.</summary>
internal sealed class HistoryWriter(SqliteConnection connection, WriterMemory memory)
{
    private const string InsertSql =
        """
        INSERT INTO history (key, id, type, queue, ending, attempts, created_at, started_at, task, pipeline, stage,
                             item, payload, result)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """;

    private const string PruneSql =
        "DELETE FROM history WHERE key IN (SELECT key FROM history WHERE key < ?1 ORDER BY key LIMIT ?2)";

    private const string DeleteSql = "DELETE FROM history INDEXED BY history_id WHERE id = ?1 AND key BETWEEN ?2 AND ?3";

    private const string LastKeySql = "SELECT coalesce(max(key), ?1 - 1) FROM history WHERE key BETWEEN ?1 AND ?2";

    private readonly SqliteStatement insert = connection.Prepare(InsertSql);
    private readonly SqliteStatement lastKey = connection.Prepare(LastKeySql);
    private readonly SqliteStatement prune = connection.Prepare(PruneSql);
    private readonly SqliteStatement delete = connection.Prepare(DeleteSql);
    private long previousKey = -1;

    public void Insert(HistoryRecord record)
    {
        var first = HistoryKey.First(record.EndedAt);
        var key = previousKey >= first && previousKey < HistoryKey.Last(record.EndedAt) ? previousKey + 1 : first;
        Bind(record, key);
        while (!insert.TryRun())
        {
            key = NextFree(record.EndedAt);
            insert.Bind(1, key);
        }

        previousKey = key;
    }

    public OperationOutcome Prune(PruneHistory operation) => OperationOutcome.Touched(
        prune.Bind(1, HistoryKey.First(operation.EndedBefore)).Bind(2, operation.Limit).Run());

    public OperationOutcome Delete(DeleteHistory operation)
    {
        var deleted = 0L;
        for (var i = 0; i < operation.Records.Count; i++)
        {
            var endedAt = operation.Records[i].Position.EndedAt;
            deleted += delete.Bind(1, operation.Records[i].Id.Value).Bind(2, HistoryKey.First(endedAt))
                .Bind(3, HistoryKey.Last(endedAt)).Run();
        }

        return OperationOutcome.Touched(deleted);
    }

    private long NextFree(DateTimeOffset endedAt)
    {
        lastKey.Bind(1, HistoryKey.First(endedAt)).Bind(2, HistoryKey.Last(endedAt));
        lastKey.Step();
        var key = lastKey.Int64(0) + 1;
        lastKey.Reset();

        // A million records in one millisecond run over into the next one, which the pruning tolerates.
        return key;
    }

    private void Bind(HistoryRecord record, long key)
    {
        insert.Bind(1, key).Bind(2, record.Id.Value).Bind(3, memory.Names.Require(record.Type.Value))
            .Bind(4, memory.RequireQueue(record.Queue)).Bind(5, (int)record.End).Bind(6, record.Attempts)
            .Bind(7, record.CreatedAt).Bind(8, record.StartedAt);
        TaskReferences.Bind(insert, 9, record.Task, memory.Names);
        JobWriter.BindSealed(insert, 13, record.Payload);
        JobWriter.BindSealed(insert, 14, record.Result);
    }
}
