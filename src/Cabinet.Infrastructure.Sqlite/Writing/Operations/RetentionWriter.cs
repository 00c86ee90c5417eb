using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>Writes how long things are kept. None of it is refused.</summary>
internal sealed class RetentionWriter(SqliteConnection connection)
{
    private const string SetSql =
        "INSERT INTO retention_rule (type, state, keep) VALUES (?1, ?2, ?3) "
        + "ON CONFLICT (type, state) DO UPDATE SET keep = excluded.keep";

    private const string ForgetSql = "DELETE FROM retention_rule WHERE type = ?1 AND state = ?2";

    private readonly SqliteStatement set = connection.Prepare(SetSql);
    private readonly SqliteStatement forget = connection.Prepare(ForgetSql);

    public OperationOutcome Set(SetRetention operation)
    {
        var statement = (operation.Keep is null ? forget : set).Bind(1, operation.Type?.Value ?? "")
            .Bind(2, (int)operation.State);
        if (operation.Keep is { } keep)
        {
            statement.Bind(3, (long)keep.TotalMilliseconds);
        }

        statement.Run();
        return OperationOutcome.Done;
    }
}
