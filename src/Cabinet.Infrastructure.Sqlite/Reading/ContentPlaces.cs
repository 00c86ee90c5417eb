using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.Sqlite.Native;
using Cabinet.Infrastructure.Sqlite.Writing;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>
/// Where sealed contents lie: how each place is walked, and how the context of what lies there is rebuilt.
/// </summary>
internal static class ContentPlaces
{
    // Each takes the row to go on after (1) and how many rows at most (2), and gives the row, the content, and what its
    // context is made of.
    private const string JobPayloadSql =
        """
        SELECT id, payload, queue, type FROM job INDEXED BY job_id
        WHERE id > coalesce(?1, x'') ORDER BY id LIMIT ?2
        """;

    private const string StepSql =
        """
        SELECT number, result, place, name FROM step
        WHERE number > coalesce(?1, 0) ORDER BY number LIMIT ?2
        """;

    private const string ErrorSql =
        """
        SELECT number, message, place, attempt, kind FROM job_error
        WHERE number > coalesce(?1, 0) ORDER BY number LIMIT ?2
        """;

    private const string DeadLetterSql =
        """
        SELECT id, payload, queue, type FROM dead_letter INDEXED BY dead_letter_id
        WHERE id > coalesce(?1, x'') ORDER BY id LIMIT ?2
        """;

    private const string HistoryPayloadSql =
        """
        SELECT key, payload, queue, type, id FROM history
        WHERE key > coalesce(?1, -1) ORDER BY key LIMIT ?2
        """;

    private const string HistoryResultSql =
        """
        SELECT key, result, queue, type, id FROM history
        WHERE key > coalesce(?1, -1) ORDER BY key LIMIT ?2
        """;

    private const string TaskStateSql =
        """
        SELECT number, state, id, pipeline FROM task
        WHERE number > coalesce(?1, 0) ORDER BY number LIMIT ?2
        """;

    private const string TaskLabelSql =
        """
        SELECT number, label, id, pipeline FROM task
        WHERE number > coalesce(?1, 0) ORDER BY number LIMIT ?2
        """;

    private const string DataKeySql =
        """
        SELECT number, wrapped, id, tenant FROM data_key
        WHERE number > coalesce(?1, 0) ORDER BY number LIMIT ?2
        """;

    private const string ScheduleSql =
        """
        SELECT number, payload, id FROM schedule
        WHERE number > coalesce(?1, 0) ORDER BY number LIMIT ?2
        """;

    private const string OwnerSql =
        "SELECT id FROM job WHERE key IN (?1, ?2, ?3) UNION ALL SELECT id FROM dead_letter WHERE place = ?1";

    /// <summary>Whether rows of this place are named by their id, and otherwise by their number.</summary>
    public static bool IsById(ContentPlace place) =>
        place is ContentPlace.JobPayload or ContentPlace.DeadLetterPayload;

    public static string Sql(ContentPlace place) => place switch
    {
        ContentPlace.JobPayload => JobPayloadSql,
        ContentPlace.JournalStep => StepSql,
        ContentPlace.JobError => ErrorSql,
        ContentPlace.DeadLetterPayload => DeadLetterSql,
        ContentPlace.HistoryPayload => HistoryPayloadSql,
        ContentPlace.HistoryResult => HistoryResultSql,
        ContentPlace.TaskState => TaskStateSql,
        ContentPlace.TaskLabel => TaskLabelSql,
        ContentPlace.DataKey => DataKeySql,
        ContentPlace.SchedulePayload => ScheduleSql,
        _ => throw new NotSupportedException($"The embedded store keeps no content at the place {place}."),
    };

    /// <summary>The context of what the statement stands on; null when its job is gone, and so nobody reads it.</summary>
    public static ContentContext? Context(ReaderSession session, ContentPlace place, SqliteStatement row)
    {
        switch (place)
        {
            case ContentPlace.JobPayload or ContentPlace.DeadLetterPayload:
                return ContentContexts.JobPayload(
                    new JobId(row.Id(0)), session.Names.Queue(row.Int32(2)), session.Names.JobType(row.Int32(3)));
            case ContentPlace.JournalStep:
                return FindOwner(session, row.Int64(2)) is { } runner
                    ? ContentContexts.JournalStep(runner, row.Text(3))
                    : null;
            case ContentPlace.JobError:
                return FindOwner(session, row.Int64(2)) is { } failed
                    ? ContentContexts.JobError(failed, row.Int32(3), (FailureKind)row.Int32(4))
                    : null;
            case ContentPlace.HistoryPayload:
                return ContentContexts.JobPayload(
                    new JobId(row.Id(4)), session.Names.Queue(row.Int32(2)), session.Names.JobType(row.Int32(3)));
            case ContentPlace.HistoryResult:
                return ContentContexts.JobResult(
                    new JobId(row.Id(4)), session.Names.Queue(row.Int32(2)), session.Names.JobType(row.Int32(3)));
            case ContentPlace.TaskState:
                return ContentContexts.TaskState(new TaskId(row.Id(2)), session.Names.Pipeline(row.Int32(3)));
            case ContentPlace.TaskLabel:
                return ContentContexts.TaskLabel(new TaskId(row.Id(2)), session.Names.Pipeline(row.Int32(3)));
            case ContentPlace.SchedulePayload:
                return ContentContexts.SchedulePayload(row.Id(2));
            default:
                return ContentContexts.DataKey(row.Id(2), row.Text(3));
        }
    }

    private static JobId? FindOwner(ReaderSession session, long place)
    {
        var row = session.Statement(OwnerSql).Bind(1, JobKey.FromPlace(JobClass.Ready, place).Value)
            .Bind(2, JobKey.FromPlace(JobClass.Scheduled, place).Value)
            .Bind(3, JobKey.FromPlace(JobClass.Suspect, place).Value);
        if (!row.Step())
        {
            return null;
        }

        var id = new JobId(row.Id(0));
        row.Reset();
        return id;
    }
}
