using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>Finds how a store's schema differs from what its migrations made.</summary>
internal static class SchemaDrift
{
    private const string AppliedSql = "SELECT number, name, checksum FROM cabinet.schema_migration ORDER BY number";

    public static async Task<IReadOnlyList<string>> FindAsync(
        NpgsqlConnection connection, SchemaName schema, int version, CancellationToken cancellationToken)
    {
        var scripts = PostgresScripts.All.Where(script => script.Number <= version).ToDictionary(script => script.Number);
        var found = new List<string>();
        await using var command = schema.Command(connection, AppliedSql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (scripts.TryGetValue(row.GetInt32(0), out var script) && script.Checksum != row.GetString(2))
            {
                found.Add($"Migration {row.GetString(1)} was applied with another text than this release brings.");
            }
        }

        return found;
    }
}
