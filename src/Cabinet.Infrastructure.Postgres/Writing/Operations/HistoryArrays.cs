using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Appends the history records of a group of write sets in one statement.</summary>
internal static class HistoryArrays
{
    // Most of them are summaries of jobs that belong to no task: half of the columns are null then.
    private const string InsertSummaries =
        """
        INSERT INTO cabinet.history (id, ended_at, created_at, started_at, type, queue, attempts, ending)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string InsertWhole =
        """
        INSERT INTO cabinet.history (id, ended_at, created_at, started_at, type, queue, attempts, ending,
          pipeline, stage, task, item, payload, result)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """;

    public static void Insert(CommandList commands, IReadOnlyList<HistoryRecord> records, INameIds names)
    {
        var isWhole = records.Any(static record =>
            record.Task is not null || !record.Payload.IsNone || !record.Result.IsNone);
        var command = commands.Execute(isWhole ? InsertWhole : InsertSummaries)
            .Ids(Each(records, static record => record.Id.Value))
            .Times(Each(records, static record => StoredTime.Of(record.EndedAt)))
            .Times(Each(records, static record => StoredTime.Of(record.CreatedAt)))
            .Times(Each(records, static record => StoredTime.Of(record.StartedAt)))
            .Ints(Each(records, record => names.Of(record.Type.Value)))
            .Ints(Each(records, record => names.Of(record.Queue.Value)))
            .Ints(Each(records, static record => record.Attempts))
            .Smalls(Each(records, static record => (short)record.End));
        if (isWhole)
        {
            command
                .Ints(Each(records, record => record.Task is { } task ? names.Of(task.Pipeline.Value) : (int?)null))
                .Ints(Each(records, record => record.Task is { } task ? names.Of(task.Stage.Value) : (int?)null))
                .Ids(Each(records, static record => record.Task?.Task.Value))
                .Texts(Each(records, static record => record.Task?.Item.Path))
                .ByteRows(Each(records, static record => Sealed(record.Payload)))
                .ByteRows(Each(records, static record => Sealed(record.Result)));
        }
    }

    private static ReadOnlyMemory<byte>? Sealed(Application.Persistence.Content content) =>
        content.IsNone ? null : content.Sealed;

    private static T[] Each<T>(IReadOnlyList<HistoryRecord> records, Func<HistoryRecord, T> column)
    {
        var values = new T[records.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = column(records[i]);
        }

        return values;
    }
}
