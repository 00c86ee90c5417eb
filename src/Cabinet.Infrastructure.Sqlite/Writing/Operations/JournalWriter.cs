using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Writes the steps of running jobs.</summary>
internal sealed class JournalWriter(SqliteConnection connection, WriterMemory memory)
{
    private const string StartSql =
        "INSERT INTO step (place, name, effect, completed, at, result) VALUES (?1, ?2, ?3, 0, ?4, ?5)";

    // Completing what was started keeps its place in the order.
    private const string CompleteSql =
        """
        INSERT INTO step (place, name, effect, completed, at, result) VALUES (?1, ?2, ?3, 1, ?4, ?5)
        ON CONFLICT (place, name) DO UPDATE
        SET effect = excluded.effect, completed = 1, at = excluded.at, result = excluded.result
        WHERE completed = 0
        """;

    private readonly SqliteStatement start = connection.Prepare(StartSql);
    private readonly SqliteStatement complete = connection.Prepare(CompleteSql);

    public OperationOutcome Record(RecordStep operation)
    {
        if (memory.Leases.Find(operation.Lease) is not { } job)
        {
            return Refusal.StaleEpoch;
        }

        var step = operation.Step;
        var statement = step.IsCompleted ? complete : start;
        statement.Bind(1, job.Key.Place).Bind(2, step.Name).Bind(3, (int)step.Effect).Bind(4, step.At);
        JobWriter.BindSealed(statement, 5, step.Result);
        job.MayHaveTraces = true;
        var recorded = step.IsCompleted ? complete.Run() == 1 : start.TryRun();
        return recorded ? OperationOutcome.Done : Refusal.StepRecorded;
    }
}
