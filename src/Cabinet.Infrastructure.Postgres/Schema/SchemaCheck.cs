using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Relational;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>Says which schema a database has, and whether this release works with it.</summary>
internal static class SchemaCheck
{
    private const int OldestServer = 15;

    private const string ExistsSql = "SELECT to_regclass('cabinet.schema_migration') IS NOT NULL";

    private const string LatestSql =
        "SELECT number, minimum_compatible FROM cabinet.schema_migration ORDER BY number DESC LIMIT 1";

    /// <summary>A store's schema version, and what a release must bring to open it; zeros when it has none yet.</summary>
    public static async Task<(int Version, int MinimumCompatible)> ReadAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        await using var exists = database.Statement(connection, ExistsSql);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return (0, 0);
        }

        await using var latest = database.Statement(connection, LatestSql);
        await using var row = await latest.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? (row.GetInt32(0), row.GetInt32(1)) : (0, 0);
    }

    /// <summary>Refuses a server or a schema that this release can't work with, and a role that may not.</summary>
    /// <exception cref="StoreException">It is too old or too new, or lacks a right.</exception>
    public static async Task RequireUsableAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        RequireServer(connection.PostgreSqlVersion, database.Label);
        await StoreRights.RequireAsync(connection, database, cancellationToken);
        var (version, minimum) = await ReadAsync(connection, database, cancellationToken);
        SchemaVersions.RequireUsable(database.Label, version, minimum, PostgresScripts.All[^1].Number);
        await RestoredDump.RequireNoneAsync(connection, database, cancellationToken);
    }

    /// <summary>Refuses a server that is too old.</summary>
    /// <param name="server">The server's version, as it says when a connection is opened.</param>
    /// <param name="label">The store, for people.</param>
    /// <exception cref="StoreException">It is.</exception>
    public static void RequireServer(Version server, string label)
    {
        if (server.Major < OldestServer)
        {
            throw new StoreException(
                StoreFault.SchemaMismatch,
                $"The server of '{label}' is PostgreSQL {server}; Cabinet needs {OldestServer} or "
                + "later. Nothing was changed.");
        }
    }
}
