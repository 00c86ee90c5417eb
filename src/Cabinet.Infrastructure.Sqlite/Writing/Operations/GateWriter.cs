using Cabinet.Domain.Limits;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Lets jobs that became claimable be found: at the gate if they have a partition, otherwise by the cursors.</summary>
internal sealed class GateWriter(SqliteConnection connection, WriterMemory memory)
{
    // Its row may still be there, from before it was claimed.
    private const string InsertSql = "INSERT OR IGNORE INTO gate (queue, partition, kind, place) VALUES (?1, ?2, 0, ?3)";

    private const string DeleteSql =
        "DELETE FROM gate WHERE queue = ?1 AND partition = ?2 AND kind = 0 AND place = ?3";

    private readonly SqliteStatement insert = connection.Prepare(InsertSql);
    private readonly SqliteStatement delete = connection.Prepare(DeleteSql);

    /// <summary>A job waits under this key now.</summary>
    public void Wait(JobKey key, string? partition)
    {
        switch (key.Class)
        {
            case JobClass.Ready:
                memory.Cursors.Lower(key);
                break;
            case JobClass.Gated:
                insert.Bind(1, key.Queue).Bind(2, partition).Bind(3, key.Place).Run();
                memory.Taken.Remove(key.Queue, new Lane(partition!, 0), key.Place);
                break;
        }
    }

    /// <summary>A job doesn't wait under this key any more.</summary>
    public void Leave(JobKey key, string? partition)
    {
        if (key.Class == JobClass.Gated)
        {
            delete.Bind(1, key.Queue).Bind(2, partition).Bind(3, key.Place).Run();
            memory.Taken.Remove(key.Queue, new Lane(partition!, 0), key.Place);
        }
    }
}
