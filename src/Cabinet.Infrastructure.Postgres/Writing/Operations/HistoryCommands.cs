using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Appends history records and prunes them by the time of their end.</summary>
internal static class HistoryCommands
{
    private const string InsertSql =
        """
        INSERT INTO cabinet.history (
          id, ended_at, created_at, started_at, type, queue, attempts, ending, pipeline, stage, task, item, payload,
          result)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """;

    // When a job ended never changes, so a row that is being changed by somebody else is deleted in its new version.
    private const string PruneSql =
        """
        WITH gone AS (
          DELETE FROM cabinet.history WHERE ctid = ANY (ARRAY(
            SELECT h.ctid FROM cabinet.history h WHERE h.ended_at < $1 ORDER BY h.ended_at LIMIT $2)) RETURNING 1)
        SELECT count(*) FROM gone
        """;

    // By the index on ids; the second condition leaves the other records of an id that was used again.
    private const string DeleteSql =
        """
        WITH gone AS (
          DELETE FROM cabinet.history h WHERE h.id = ANY ($1) AND (h.id, h.ended_at) IN (
            SELECT r.id, r.at FROM unnest($1, $2) AS r (id, at)) RETURNING 1)
        SELECT count(*) FROM gone
        """;

    public static void Insert(CommandList commands, HistoryRecord record, INameIds names) =>
        Bind(commands.Execute(InsertSql), record, names);

    /// <summary>Adds the record's columns in their order, after the parameters that the statement has already.</summary>
    public static Command Bind(Command command, HistoryRecord record, INameIds names)
    {
        var task = record.Task;
        return command.Id(record.Id.Value).Time(record.EndedAt).Time(record.CreatedAt)
            .Time(record.StartedAt).Int(names.Of(record.Type.Value)).Int(names.Of(record.Queue.Value))
            .Int(record.Attempts).Small((int)record.End)
            .Int(task is null ? null : names.Of(task.Pipeline.Value))
            .Int(task is null ? null : names.Of(task.Stage.Value))
            .Id(task?.Task.Value).Text(task?.Item.Path).Sealed(record.Payload).Sealed(record.Result);
    }

    public static void Add(CommandList commands, PruneHistory operation, OperationPlace place) =>
        commands.Query(PruneSql).Time(operation.EndedBefore).Int(operation.Limit)
            .Says(reader => place.Outcome.Touched(reader.ReadCount()));

    public static void Add(CommandList commands, DeleteHistory operation, OperationPlace place) =>
        commands.Query(DeleteSql)
            .Ids([.. operation.Records.Select(record => record.Id.Value)])
            .Times([.. operation.Records.Select(record => StoredTime.Of(record.Position.EndedAt))])
            .Says(reader => place.Outcome.Touched(reader.ReadCount()));
}
