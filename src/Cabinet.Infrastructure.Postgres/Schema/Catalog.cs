using Cabinet.Infrastructure.Postgres.Connections;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>What a schema holds, as PostgreSQL's catalogs describe it.</summary>
internal sealed class Catalog
{
    private readonly List<(string Name, string Definition, string? Table)> objects = [];

    /// <summary>Reads one, in the transaction that the connection is in; its search path changes.</summary>
    public static async Task<Catalog> ReadAsync(
        NpgsqlConnection connection, SchemaName schema, CancellationToken cancellationToken)
    {
        await SchemaBuilder.ExecuteAsync(
            schema.Command(connection, CatalogSql.SearchPath, schema.Name), cancellationToken);
        var catalog = new Catalog();
        await using var command = schema.Command(connection, CatalogSql.Objects, schema.Name, schema.Quoted);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            catalog.objects.Add((row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)));
        }

        return catalog;
    }

    /// <summary>What there is, by kind and name, but for what belongs to tables that the other hasn't.</summary>
    public SortedDictionary<string, string> Beside(Catalog other)
    {
        var tables = other.objects.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        return new SortedDictionary<string, string>(
            objects.Where(one => one.Table is null || tables.Contains($"table {one.Table}"))
                .ToDictionary(one => one.Name, one => one.Definition),
            StringComparer.Ordinal);
    }
}
