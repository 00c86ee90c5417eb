using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Keeps schedules.</summary>
internal sealed class ScheduleWriter(SqliteConnection connection)
{
    private const string InsertSql =
        """
        INSERT INTO schedule (id, name, revision, timing, misfire, type, queue, priority, paused, owner, created_at,
          next_at, last_at, payload)
        VALUES (?1, ?2, ?3 + 1, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
        """;

    private const string UpdateSql =
        """
        UPDATE schedule SET name = ?2, revision = ?3 + 1, timing = ?4, misfire = ?5, type = ?6, queue = ?7,
          priority = ?8, paused = ?9, owner = ?10, created_at = ?11, next_at = ?12, last_at = ?13, payload = ?14
        WHERE id = ?1 AND revision = ?3
        """;

    private const string RemoveSql = "DELETE FROM schedule WHERE id = ?1 AND revision = ?2";

    private readonly SqliteStatement insert = connection.Prepare(InsertSql);
    private readonly SqliteStatement update = connection.Prepare(UpdateSql);
    private readonly SqliteStatement remove = connection.Prepare(RemoveSql);

    public OperationOutcome Put(PutSchedule operation)
    {
        var schedule = operation.Schedule;
        var isNew = schedule.Revision == 0;
        var statement = (isNew ? insert : update).Bind(1, schedule.Id).Bind(2, schedule.Name.Value)
            .Bind(3, schedule.Revision).Bind(4, schedule.Timing.ToString()).Bind(5, (int)schedule.Misfire)
            .Bind(6, schedule.Type.Value).Bind(7, schedule.Queue.Value).Bind(8, schedule.Priority.Value)
            .Bind(9, schedule.IsPaused ? 1 : 0).Bind(10, schedule.Owner).Bind(11, schedule.CreatedAt)
            .Bind(12, schedule.NextAt).Bind(13, schedule.LastAt).Bind(14, schedule.Payload.Sealed.Span);
        if (isNew)
        {
            return statement.TryRun()
                ? OperationOutcome.Done
                : OperationOutcome.Refused(Refusal.DuplicateId, schedule.Id);
        }

        return statement.Run() == 1 ? OperationOutcome.Done : Refusal.ScheduleChanged;
    }

    public OperationOutcome Remove(RemoveSchedule operation) =>
        remove.Bind(1, operation.Name.ToId()).Bind(2, operation.Revision).Run() == 1
            ? OperationOutcome.Done
            : Refusal.ScheduleChanged;
}
