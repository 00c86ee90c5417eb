using System.Collections.Concurrent;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;
using Cabinet.Infrastructure.Sqlite.Native;
using SQLitePCL;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Turns the numbers in rows back into names, on one connection.</summary>
internal sealed class NameReader(SqliteConnection connection, NameCache cache)
{
    private const string NameSql = "SELECT text FROM name WHERE id = ?1";
    private const string QueueSql = "SELECT name FROM queue WHERE id = ?1";

    private readonly SqliteStatement name = connection.Prepare(NameSql);
    private readonly SqliteStatement queue = connection.Prepare(QueueSql);

    public JobType JobType(int number) => new(Find(cache.Names, name, number));

    public PipelineName Pipeline(int number) => new(Find(cache.Names, name, number));

    public QueueName Queue(int number) => new(Find(cache.Queues, queue, number));

    /// <summary>Reads a job's place in its task from four columns: task, pipeline, stage, item.</summary>
    public TaskReference? TaskReference(SqliteStatement row, int column) => row.IdOrNull(column) is { } task
        ? new TaskReference(
            new TaskId(task),
            new PipelineName(Find(cache.Names, name, row.Int32(column + 1))),
            new StageName(Find(cache.Names, name, row.Int32(column + 2))),
            ItemKey.FromPath(row.Text(column + 3)))
        : null;

    private static string Find(ConcurrentDictionary<int, string> known, SqliteStatement find, int number)
    {
        if (known.TryGetValue(number, out var text))
        {
            return text;
        }

        find.Bind(1, number);
        if (!find.Step())
        {
            throw new SqliteError(raw.SQLITE_CORRUPT, $"name {number} is used but missing");
        }

        text = find.Text(0);
        find.Reset();
        known[number] = text;
        return text;
    }
}
