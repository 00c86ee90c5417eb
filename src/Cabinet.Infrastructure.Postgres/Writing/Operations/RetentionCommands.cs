using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing.Operations;

/// <summary>Writes how long things are kept. None of it is refused.</summary>
internal static class RetentionCommands
{
    private const string SetSql =
        """
        INSERT INTO cabinet.retention_rule (type, state, keep) VALUES ($1, $2, $3)
        ON CONFLICT (type, state) DO UPDATE SET keep = excluded.keep
        """;

    private const string ForgetSql = "DELETE FROM cabinet.retention_rule WHERE type = $1 AND state = $2";

    public static void Add(CommandList commands, SetRetention operation)
    {
        var command = commands.Execute(operation.Keep is null ? ForgetSql : SetSql).Text(operation.Type?.Value ?? "")
            .Int((int)operation.State);
        if (operation.Keep is { } keep)
        {
            command.Long((long)keep.TotalMilliseconds);
        }
    }
}
