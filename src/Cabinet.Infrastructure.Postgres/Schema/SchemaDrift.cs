using System.Globalization;
using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Relational;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>Finds how a store's schema differs from what its migrations made, and what in it can't be right.</summary>
internal static class SchemaDrift
{
    private const string AppliedSql = "SELECT number, name, checksum FROM cabinet.schema_migration ORDER BY number";

    // The snapshot is older than what the sequences say, so what it shows was numbered by them.
    private const string SequencesSql =
        """
        SELECT s.name, s.reached, s.needed FROM (
          SELECT 'place', (SELECT last_value FROM cabinet.place), (SELECT max(place) FROM cabinet.job)
          UNION ALL
          SELECT 'lease_number', (SELECT last_value FROM cabinet.lease_number),
            greatest((SELECT max(number) FROM cabinet.lease), (SELECT max(fence) FROM cabinet.job)))
          AS s (name, reached, needed)
        WHERE s.reached < s.needed
        """;

    /// <summary>Compares the store with the scripts that were applied to it; changes nothing.</summary>
    /// <param name="connection">A connection that is in no transaction.</param>
    /// <param name="database">The store.</param>
    /// <param name="scripts">The scripts up to the store's version.</param>
    /// <param name="time">Tells how long others are waited for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(
        NpgsqlConnection connection,
        StoreDatabase database,
        IReadOnlyList<MigrationScript> scripts,
        TimeProvider time,
        CancellationToken cancellationToken) =>
    [
        .. await CompareScriptsAsync(connection, database.Schema, scripts, cancellationToken),
        .. await CompareObjectsAsync(connection, database, scripts, time, cancellationToken),
        .. await FindInvalidIndexesAsync(connection, database.Schema, cancellationToken),
        .. await CheckNumbersAsync(connection, database, cancellationToken),
    ];

    private static async Task<List<string>> CompareScriptsAsync(
        NpgsqlConnection connection,
        SchemaName schema,
        IReadOnlyList<MigrationScript> scripts,
        CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await using var command = schema.Command(connection, AppliedSql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            if (SchemaComparison.WasChanged(scripts, row.GetInt32(0), row.GetString(2)))
            {
                found.Add(SchemaComparison.Changed(row.GetString(1)));
            }
        }

        return found;
    }

    // The scripts are applied to a schema that nobody sees, because its transaction is undone.
    private static async Task<List<string>> CompareObjectsAsync(
        NpgsqlConnection connection,
        StoreDatabase database,
        IReadOnlyList<MigrationScript> scripts,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await SchemaRights.FindMissingAsync(connection, database, cancellationToken) is { } grant)
        {
            return
            [
                "The schema couldn't be compared with what its migrations make: that needs a schema to make them in, "
                + $"which is undone at the end. Run as an administrator: {grant}.",
            ];
        }

        await using var transaction = await MigrationLock.ShareAsync(connection, database, time, cancellationToken);
        var actual = await Catalog.ReadAsync(connection, database.Schema, cancellationToken);

        // Two comparisons at once have names of their own; should a proxy give both the same, one waits for the other.
        var scratch = new SchemaName(
            string.Create(CultureInfo.InvariantCulture, $"cabinet_comparison_{connection.ProcessID}"));
        await SchemaBuilder.MakeAsync(connection, scratch, scripts, cancellationToken);
        var expected = await Catalog.ReadAsync(connection, scratch, cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        return [.. SchemaComparison.CompareObjects(expected.Beside(actual), actual.Beside(expected))];
    }

    private static async Task<List<string>> FindInvalidIndexesAsync(
        NpgsqlConnection connection, SchemaName schema, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        await using var command = schema.Command(connection, CatalogSql.InvalidIndexes, schema.Name);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var name = row.GetString(0);
            found.Add($"The index {name} is invalid: making it was interrupted, and it is never used. Run 'cabinet db "
                + $"migrate' if a migration is pending, otherwise REINDEX INDEX CONCURRENTLY {schema.Quoted}.\"{name}\".");
        }

        return found;
    }

    private static async Task<List<string>> CheckNumbersAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            return await FindWrongNumbersAsync(connection, database, cancellationToken);
        }
        catch (PostgresException missing) when (missing.SqlState
            is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn
            or PostgresErrorCodes.UndefinedFunction)
        {
            return ["Positions and sequences couldn't be checked, because something is missing that they need."];
        }
    }

    private static async Task<List<string>> FindWrongNumbersAsync(
        NpgsqlConnection connection, StoreDatabase database, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        if (await RestoredDump.IsAheadAsync(connection, database, cancellationToken))
        {
            found.Add("The queues go on from transactions that this server doesn't have yet: a dump of another server "
                + "was restored here. Run 'cabinet db migrate' before any node is started.");
        }

        await using var command = database.Statement(connection, SequencesSql);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var (name, reached, needed) = (row.GetString(0), row.GetInt64(1), row.GetInt64(2));
            found.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The sequence {name} is at {reached}, and {needed} was given out already. Stop all nodes and run "
                + $"SELECT setval('{database.Schema.Quoted}.{name}', {needed})."));
        }

        return found;
    }
}
