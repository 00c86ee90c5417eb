using System.Globalization;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Replaces a content where it lies, if it is still exactly what was read.</summary>
/// <remarks>
/// Only the one column is written, and no index has it, so that nothing else of the row changes, be it claimed or not.
/// Steps and errors are named by their number in decimal, everything else by its id in 32 hexadecimal digits. Of several
/// history records with one id, the one that holds these bytes is meant.
/// </remarks>
internal static class ContentCommands
{
    private const string Tail =
        " RETURNING 1) SELECT cabinet.refuse($4, $5) WHERE NOT EXISTS (SELECT FROM done)";

    private const string JobPayloadSql =
        "WITH done AS (UPDATE cabinet.job SET payload = $3 WHERE id = $1 AND payload = $2" + Tail;

    private const string StepSql =
        "WITH done AS (UPDATE cabinet.step SET result = $3 WHERE number = $1 AND result = $2" + Tail;

    private const string ErrorSql =
        "WITH done AS (UPDATE cabinet.job_error SET message = $3 WHERE number = $1 AND message = $2" + Tail;

    private const string DeadLetterSql =
        "WITH done AS (UPDATE cabinet.dead_letter SET payload = $3 WHERE id = $1 AND payload = $2" + Tail;

    private const string HistoryPayloadSql =
        "WITH done AS (UPDATE cabinet.history SET payload = $3 WHERE id = $1 AND payload = $2" + Tail;

    private const string HistoryResultSql =
        "WITH done AS (UPDATE cabinet.history SET result = $3 WHERE id = $1 AND result = $2" + Tail;

    private const string TaskStateSql =
        "WITH done AS (UPDATE cabinet.task SET state = $3 WHERE id = $1 AND state = $2" + Tail;

    private const string TaskLabelSql =
        "WITH done AS (UPDATE cabinet.task SET label = $3 WHERE id = $1 AND label = $2" + Tail;

    private const string DataKeySql =
        "WITH done AS (UPDATE cabinet.data_key SET wrapped = $3 WHERE id = $1 AND wrapped = $2" + Tail;

    private const string ScheduleSql =
        "WITH done AS (UPDATE cabinet.schedule SET payload = $3 WHERE id = $1 AND payload = $2" + Tail;

    private const string RefuseSql = "SELECT cabinet.refuse($1, $2)";

    public static void Add(CommandList commands, ReplaceContent operation, OperationPlace place)
    {
        var stored = operation.Stored;
        var sql = Sql(stored.Place);
        Command command;
        if (IsByNumber(stored.Place))
        {
            if (!long.TryParse(stored.Row, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                Refuse(commands, place);
                return;
            }

            command = commands.Query(sql).Long(number);
        }
        else
        {
            if (!Guid.TryParseExact(stored.Row, "N", out var id))
            {
                Refuse(commands, place);
                return;
            }

            command = commands.Query(sql).Id(id);
        }

        command.Bytes(stored.Content.Sealed).Bytes(operation.Replacement.Sealed)
            .Int(place.Number).Int((int)Refusal.ContentChanged);
    }

    /// <summary>Whether rows of this place are named by their number, and otherwise by their id.</summary>
    public static bool IsByNumber(ContentPlace place) => place is ContentPlace.JournalStep or ContentPlace.JobError;

    // What this driver never named isn't there.
    private static void Refuse(CommandList commands, OperationPlace place) =>
        commands.Query(RefuseSql).Int(place.Number).Int((int)Refusal.ContentChanged);

    private static string Sql(ContentPlace place) => place switch
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
}
