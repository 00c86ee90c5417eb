using Cabinet.Domain.Limits;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Lets jobs that became claimable be found: at the gate if they have a partition, otherwise by the cursors.</summary>
internal sealed class GateWriter(SqliteConnection connection, WriterMemory memory)
{
    // Its row may still be there, from before it was claimed.
    private const string InsertSql = "INSERT OR IGNORE INTO gate (queue, partition, kind, place) VALUES (?1, ?2, ?3, ?4)";

    private const string DeleteSql =
        """
        DELETE FROM gate WHERE queue = ?1 AND partition = ?2 AND place = ?3
          AND kind IN (SELECT 0 UNION ALL SELECT type FROM type_limit WHERE queue = ?1)
        """;

    private const string RekeySql = "UPDATE job SET key = ?2 WHERE key = ?1";

    private readonly SqliteStatement insert = connection.Prepare(InsertSql);
    private readonly SqliteStatement delete = connection.Prepare(DeleteSql);
    private readonly SqliteStatement rekey = connection.Prepare(RekeySql);

    /// <summary>A job waits under this key now.</summary>
    public void Wait(JobKey key, string? partition)
    {
        switch (key.Class)
        {
            case JobClass.Ready:
                memory.Cursors.Lower(key);
                break;
            case JobClass.Gated:
                Insert(key, new Lane(partition!, 0));
                break;
        }
    }

    /// <summary>A waiting job steps aside into the lane of its type.</summary>
    public void StepAside(JobKey key, Lane lane)
    {
        if (key.Class == JobClass.Ready)
        {
            rekey.Bind(1, key.Value).Bind(2, key.In(JobClass.Gated).Value).Run();
        }

        Insert(key, lane);
    }

    /// <summary>A job doesn't wait under this key any more.</summary>
    public void Leave(JobKey key, string? partition)
    {
        if (key.Class == JobClass.Gated)
        {
            delete.Bind(1, key.Queue).Bind(2, partition ?? "").Bind(3, key.Place).Run();
            memory.Taken.Remove(key.Queue, new Lane(partition ?? "", 0), key.Place);
        }
    }

    private void Insert(JobKey key, Lane lane)
    {
        insert.Bind(1, key.Queue).Bind(2, lane.Partition).Bind(3, lane.Kind).Bind(4, key.Place).Run();
        memory.Taken.Remove(key.Queue, lane, key.Place);
    }
}
