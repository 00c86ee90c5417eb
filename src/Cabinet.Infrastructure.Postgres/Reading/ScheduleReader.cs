using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Domain.Schedules;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads schedules.</summary>
internal sealed class ScheduleReader(ReaderSource source) : IScheduleReader
{
    private const string Columns =
        "SELECT name, revision, timing, misfire, type, queue, priority, paused, owner, created_at, next_at, last_at, payload "
        + "FROM cabinet.schedule";

    private const string FindSql = Columns + " WHERE id = $1";
    private const string ListSql = Columns + " WHERE id > $1 ORDER BY id LIMIT $2";
    private const string DueSql = Columns + " WHERE NOT paused AND next_at <= $1 ORDER BY next_at, id LIMIT $2";

    public ValueTask<ScheduleRecord?> FindAsync(ScheduleName name, CancellationToken cancellationToken) =>
        source.FindAsync(FindSql, arguments => arguments.Id(name.ToId()), Read, cancellationToken);

    public async ValueTask<IReadOnlyList<ScheduleRecord>> ListAsync(Page page, CancellationToken cancellationToken) =>
        await source.ListAsync(
            ListSql, arguments => arguments.After(page.After).Int(page.Limit), Read, cancellationToken);

    public async ValueTask<IReadOnlyList<ScheduleRecord>> ListDueAsync(
        DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        await source.ListAsync(
            DueSql, arguments => arguments.Time(until).Int(new Page(limit).Limit), Read, cancellationToken);

    private static ScheduleRecord Read(NpgsqlDataReader row) => new()
    {
        Name = new ScheduleName(row.GetString(0)),
        Revision = row.GetInt64(1),
        Timing = ScheduleTiming.Parse(row.GetString(2)),
        Misfire = (MisfirePolicy)row.GetInt16(3),
        Type = new JobType(row.GetString(4)),
        Queue = new QueueName(row.GetString(5)),
        Priority = new JobPriority(row.GetInt16(6)),
        IsPaused = row.GetBoolean(7),
        Owner = row.GetString(8),
        CreatedAt = row.Time(9),
        NextAt = row.TimeOrNull(10),
        LastAt = row.TimeOrNull(11),
        Payload = row.Sealed(12),
    };
}
