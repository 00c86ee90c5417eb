using System.Globalization;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Replaces a content where it lies, if it is still exactly what was read.</summary>
/// <remarks>
/// Only the one column is written, and no index has it, so that nothing else of the row changes, be it claimed or not.
/// </remarks>
internal sealed class ContentWriter(SqliteConnection connection)
{
    private const string JobPayloadSql = "UPDATE job SET payload = ?3 WHERE id = ?1 AND payload = ?2";
    private const string StepSql = "UPDATE step SET result = ?3 WHERE number = ?1 AND result = ?2";
    private const string ErrorSql = "UPDATE job_error SET message = ?3 WHERE number = ?1 AND message = ?2";
    private const string DeadLetterSql = "UPDATE dead_letter SET payload = ?3 WHERE id = ?1 AND payload = ?2";
    private const string HistoryPayloadSql = "UPDATE history SET payload = ?3 WHERE key = ?1 AND payload = ?2";
    private const string HistoryResultSql = "UPDATE history SET result = ?3 WHERE key = ?1 AND result = ?2";
    private const string TaskStateSql = "UPDATE task SET state = ?3 WHERE number = ?1 AND state = ?2";
    private const string TaskLabelSql = "UPDATE task SET label = ?3 WHERE number = ?1 AND label = ?2";
    private const string DataKeySql = "UPDATE data_key SET wrapped = ?3 WHERE number = ?1 AND wrapped = ?2";
    private const string ScheduleSql = "UPDATE schedule SET payload = ?3 WHERE number = ?1 AND payload = ?2";

    private readonly Dictionary<ContentPlace, SqliteStatement> statements = [];

    public OperationOutcome Replace(ReplaceContent operation)
    {
        var stored = operation.Stored;
        var statement = Find(stored.Place);
        if (!TryBindRow(statement, stored))
        {
            return Refusal.ContentChanged;
        }

        statement.Bind(2, stored.Content.Sealed.Span).Bind(3, operation.Replacement.Sealed.Span);
        return statement.Run() == 1 ? OperationOutcome.Done : Refusal.ContentChanged;
    }

    // What is named by its id moves within its table; the others keep their number.
    private static bool TryBindRow(SqliteStatement statement, StoredContent stored)
    {
        if (stored.Place is ContentPlace.JobPayload or ContentPlace.DeadLetterPayload)
        {
            if (!Guid.TryParseExact(stored.Row, "N", out var id))
            {
                return false;
            }

            statement.Bind(1, id);
            return true;
        }

        if (!long.TryParse(stored.Row, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        statement.Bind(1, number);
        return true;
    }

    private SqliteStatement Find(ContentPlace place)
    {
        if (!statements.TryGetValue(place, out var statement))
        {
            statement = connection.Prepare(Sql(place));
            statements.Add(place, statement);
        }

        return statement;
    }

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
        _ => throw new NotSupportedException($"The embedded store keeps no content at the place {place}."),
    };
}
