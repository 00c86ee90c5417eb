using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Domain.Schedules;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads schedules.</summary>
internal sealed class ScheduleReader(ReaderSource source) : IScheduleReader
{
    private const string Columns =
        "SELECT name, revision, timing, misfire, type, queue, priority, paused, owner, created_at, next_at, last_at, payload "
        + "FROM schedule";

    private const string FindSql = Columns + " WHERE id = ?1";
    private const string ListSql = Columns + " WHERE id > coalesce(?1, x'') ORDER BY id LIMIT ?2";
    private const string DueSql = Columns + " WHERE paused = 0 AND next_at <= ?1 ORDER BY next_at, id LIMIT ?2";

    public ValueTask<ScheduleRecord?> FindAsync(ScheduleName name, CancellationToken cancellationToken) =>
        source.Pool.ReadAsync(
            session => ReadAll(session.Statement(FindSql).Bind(1, name.ToId())).SingleOrDefault(), cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleRecord>> ListAsync(Page page, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync<IReadOnlyList<ScheduleRecord>>(
            session => ReadAll(session.Statement(ListSql).Bind(1, page.After).Bind(2, page.Limit)), cancellationToken);

    public ValueTask<IReadOnlyList<ScheduleRecord>> ListDueAsync(
        DateTimeOffset until, int limit, CancellationToken cancellationToken) =>
        source.Pool.ReadManyAsync<IReadOnlyList<ScheduleRecord>>(
            session => ReadAll(session.Statement(DueSql).Bind(1, until).Bind(2, new Page(limit).Limit)),
            cancellationToken);

    private static List<ScheduleRecord> ReadAll(SqliteStatement row)
    {
        var schedules = new List<ScheduleRecord>();
        while (row.Step())
        {
            schedules.Add(Read(row));
        }

        return schedules;
    }

    private static ScheduleRecord Read(SqliteStatement row) => new()
    {
        Name = new ScheduleName(row.Text(0)),
        Revision = row.Int64(1),
        Timing = ScheduleTiming.Parse(row.Text(2)),
        Misfire = (MisfirePolicy)row.Int32(3),
        Type = new JobType(row.Text(4)),
        Queue = new QueueName(row.Text(5)),
        Priority = new JobPriority(row.Int32(6)),
        IsPaused = row.Int32(7) != 0,
        Owner = row.Text(8),
        CreatedAt = row.Time(9),
        NextAt = row.TimeOrNull(10),
        LastAt = row.TimeOrNull(11),
        Payload = ReaderSession.Sealed(row, 12),
    };
}
