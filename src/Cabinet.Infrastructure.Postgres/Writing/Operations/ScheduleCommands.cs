using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Keeps schedules.</summary>
internal static class ScheduleCommands
{
    private const string InsertSql =
        """
        WITH done AS (
          INSERT INTO cabinet.schedule (id, name, revision, timing, misfire, type, queue, priority, paused, owner,
            created_at, next_at, last_at, payload)
          VALUES ($1, $2, $3 + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
          ON CONFLICT (id) DO NOTHING RETURNING 1)
        SELECT cabinet.refuse($15, $16, $1) WHERE NOT EXISTS (SELECT FROM done)
        """;

    private const string UpdateSql =
        """
        WITH done AS (
          UPDATE cabinet.schedule SET name = $2, revision = $3 + 1, timing = $4, misfire = $5, type = $6, queue = $7,
            priority = $8, paused = $9, owner = $10, created_at = $11, next_at = $12, last_at = $13, payload = $14
          WHERE id = $1 AND revision = $3 RETURNING 1)
        SELECT cabinet.refuse($15, $16) WHERE NOT EXISTS (SELECT FROM done)
        """;

    private const string RemoveSql =
        """
        WITH done AS (DELETE FROM cabinet.schedule WHERE id = $1 AND revision = $2 RETURNING 1)
        SELECT cabinet.refuse($3, $4) WHERE NOT EXISTS (SELECT FROM done)
        """;

    public static void Add(CommandList commands, PutSchedule operation, OperationPlace place)
    {
        var schedule = operation.Schedule;
        var isNew = schedule.Revision == 0;
        commands.Query(isNew ? InsertSql : UpdateSql).Id(schedule.Id).Text(schedule.Name.Value)
            .Long(schedule.Revision).Text(schedule.Timing.ToString()).Small((int)schedule.Misfire)
            .Text(schedule.Type.Value).Text(schedule.Queue.Value).Small(schedule.Priority.Value).Flag(schedule.IsPaused)
            .Text(schedule.Owner).Time(schedule.CreatedAt).Time(schedule.NextAt).Time(schedule.LastAt)
            .Bytes(schedule.Payload.Sealed)
            .Int(place.Number).Int((int)(isNew ? Refusal.DuplicateId : Refusal.ScheduleChanged));
    }

    public static void Add(CommandList commands, RemoveSchedule operation, OperationPlace place) =>
        commands.Query(RemoveSql).Id(operation.Name.ToId()).Long(operation.Revision)
            .Int(place.Number).Int((int)Refusal.ScheduleChanged);
}
