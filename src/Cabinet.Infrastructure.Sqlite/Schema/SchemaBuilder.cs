using Cabinet.Infrastructure.Relational;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Schema;

/// <summary>Applies migrations to a connection.</summary>
internal static class SchemaBuilder
{
    private const string LogTableSql =
        """
        CREATE TABLE IF NOT EXISTS schema_migration (
          number             INTEGER PRIMARY KEY,
          name               TEXT    NOT NULL,
          checksum           TEXT    NOT NULL,
          minimum_compatible INTEGER NOT NULL,
          applied_at         INTEGER NOT NULL
        ) STRICT;
        PRAGMA application_id = 0x43424E54
        """;

    private const string LogSql =
        """
        INSERT INTO schema_migration (number, name, checksum, minimum_compatible, applied_at)
        VALUES (?1, ?2, ?3, ?4, ?5)
        """;

    private const string AppliedSql = "SELECT coalesce(max(number), 0) FROM schema_migration";

    /// <summary>Applies what is missing, each step in a transaction of its own, under SQLite's write lock.</summary>
    /// <returns>The steps that were applied.</returns>
    public static List<MigrationScript> Apply(
        SqliteConnection connection, IEnumerable<MigrationScript> scripts, DateTimeOffset now)
    {
        var applied = new List<MigrationScript>();
        foreach (var script in scripts)
        {
            connection.Execute("BEGIN IMMEDIATE");
            try
            {
                if (ApplyOne(connection, script, now))
                {
                    applied.Add(script);
                }

                connection.Execute("COMMIT");
            }
            catch
            {
                connection.RollBack();
                throw;
            }
        }

        return applied;
    }

    // Another process may have been quicker: what counts is what the table says under the lock.
    private static bool ApplyOne(SqliteConnection connection, MigrationScript script, DateTimeOffset now)
    {
        connection.Execute(LogTableSql);
        if (connection.ReadInt64(AppliedSql) >= script.Number)
        {
            return false;
        }

        connection.Execute(script.Text);
        using var log = connection.PrepareOnce(LogSql);
        log.Bind(1, script.Number).Bind(2, script.Name).Bind(3, script.Checksum).Bind(4, script.MinimumCompatible)
            .Bind(5, now).Run();
        return true;
    }
}
