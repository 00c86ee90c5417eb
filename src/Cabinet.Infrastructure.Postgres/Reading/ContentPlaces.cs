using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>
/// Where sealed contents lie: how each place is walked, and how the context of what lies there is rebuilt.
/// </summary>
/// <remarks>
/// A statement takes the row to go on after ($1), how many rows to look at ($2), the header that is looked for ($3),
/// how many contents to find ($4) and how many bytes ($5), and gives each row that it looked at, its content if it is
/// one, and what its context is made of. Of the others only the header is read, and nothing is sent.
/// Ids that several history records share stay together: such a stretch is longer than asked for.
/// </remarks>
internal static class ContentPlaces
{
    private const string JobPayloadSql =
        Head + "SELECT id, payload AS content, queue, type FROM cabinet.job" + ById + Bounds
        + "SELECT b.id, b.kept, q.text, t.text FROM bounded b" + QueueAndType;

    private const string StepSql =
        Head + "SELECT number AS id, result AS content, job, name FROM cabinet.step" + ByNumber + Bounds
        + "SELECT b.id, b.kept, b.job, b.name FROM bounded b ORDER BY b.id";

    private const string ErrorSql =
        Head + "SELECT number AS id, message AS content, job, attempt, kind FROM cabinet.job_error" + ByNumber + Bounds
        + "SELECT b.id, b.kept, b.job, b.attempt, b.kind FROM bounded b ORDER BY b.id";

    private const string DeadLetterSql =
        Head + "SELECT id, payload AS content, queue, type FROM cabinet.dead_letter" + ById + Bounds
        + "SELECT b.id, b.kept, q.text, t.text FROM bounded b" + QueueAndType;

    private const string HistoryPayloadSql =
        Head + "SELECT id, payload AS content, queue, type FROM cabinet.history" + ById + Bounds
        + "SELECT b.id, b.kept, q.text, t.text FROM bounded b" + QueueAndType;

    private const string HistoryResultSql =
        Head + "SELECT id, result AS content, queue, type FROM cabinet.history" + ById + Bounds
        + "SELECT b.id, b.kept, q.text, t.text FROM bounded b" + QueueAndType;

    private const string TaskStateSql =
        Head + "SELECT id, state AS content, pipeline FROM cabinet.task" + ById + Bounds
        + "SELECT b.id, b.kept, p.text FROM bounded b" + Pipeline;

    private const string TaskLabelSql =
        Head + "SELECT id, label AS content, pipeline FROM cabinet.task" + ById + Bounds
        + "SELECT b.id, b.kept, p.text FROM bounded b" + Pipeline;

    private const string DataKeySql =
        Head + "SELECT id, wrapped AS content, tenant FROM cabinet.data_key" + ById + Bounds
        + "SELECT b.id, b.kept, b.tenant FROM bounded b ORDER BY b.id";

    private const string ScheduleSql =
        Head + "SELECT id, payload AS content FROM cabinet.schedule" + ById + Bounds
        + "SELECT b.id, b.kept FROM bounded b ORDER BY b.id";

    // A header starts at the byte after SealedUnder.Offset, and has SealedUnder.Size of them.
    private const string Head =
        """
        WITH looked AS (
          SELECT r.*, coalesce(substring(r.content FROM 7 FOR 20) = $3, false) AS hit FROM (

        """;

    private const string ById = " WHERE id > $1 ORDER BY id FETCH FIRST ($2) ROWS WITH TIES";

    private const string ByNumber = " WHERE number > $1 ORDER BY number LIMIT $2";

    // The sums run over what comes before a row in the order of ids, and rows of one id count as one.
    private const string Bounds =
        """
        ) AS r),
        summed AS (
          SELECT l.*, coalesce(sum(l.hit::integer) OVER before, 0) AS found_before,
            coalesce(sum(CASE WHEN l.hit THEN octet_length(l.content) ELSE 0 END) OVER before, 0) AS bytes_before
          FROM looked l
          WINDOW before AS (ORDER BY l.id GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
        bounded AS (
          SELECT s.*, CASE WHEN s.hit THEN s.content END AS kept FROM summed s
          WHERE s.found_before < $4 AND s.bytes_before < $5)

        """;

    private const string QueueAndType =
        " LEFT JOIN cabinet.name q ON q.id = b.queue LEFT JOIN cabinet.name t ON t.id = b.type ORDER BY b.id";

    private const string Pipeline = " LEFT JOIN cabinet.name p ON p.id = b.pipeline ORDER BY b.id";

    /// <summary>Whether rows of this place are named by their number, and otherwise by their id.</summary>
    public static bool IsByNumber(ContentPlace place) => place is ContentPlace.JournalStep or ContentPlace.JobError;

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
        _ => throw new NotSupportedException($"The PostgreSQL store keeps no content at the place {place}."),
    };

    /// <summary>The context of the content that a row holds.</summary>
    public static ContentContext Context(ContentPlace place, NpgsqlDataReader row) => place switch
    {
        ContentPlace.JournalStep => ContentContexts.JournalStep(new JobId(row.GetGuid(2)), row.GetString(3)),
        ContentPlace.JobError => ContentContexts.JobError(
            new JobId(row.GetGuid(2)), row.GetInt32(3), (FailureKind)row.GetInt16(4)),
        ContentPlace.HistoryResult => ContentContexts.JobResult(
            new JobId(row.GetGuid(0)), new QueueName(row.Name(2)), new JobType(row.Name(3))),
        ContentPlace.TaskState => ContentContexts.TaskState(
            new TaskId(row.GetGuid(0)), new PipelineName(row.Name(2))),
        ContentPlace.TaskLabel => ContentContexts.TaskLabel(
            new TaskId(row.GetGuid(0)), new PipelineName(row.Name(2))),
        ContentPlace.DataKey => ContentContexts.DataKey(row.GetGuid(0), row.GetString(2)),
        ContentPlace.SchedulePayload => ContentContexts.SchedulePayload(row.GetGuid(0)),
        _ => ContentContexts.JobPayload(
            new JobId(row.GetGuid(0)), new QueueName(row.Name(2)), new JobType(row.Name(3))),
    };
}
