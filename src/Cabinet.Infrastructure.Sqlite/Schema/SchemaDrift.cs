using Cabinet.Infrastructure.Relational;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Schema;

/// <summary>Finds how a file differs from what its migrations made: in schema, in scripts, and in itself.</summary>
internal static class SchemaDrift
{
    private const string ObjectsSql =
        "SELECT type, name, coalesce(sql, ''), tbl_name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' "
        + "ORDER BY type, name";

    private const string AppliedSql = "SELECT number, name, checksum FROM schema_migration ORDER BY number";

    public static IReadOnlyList<string> Find(SqliteConnection connection, int version, DateTimeOffset now)
    {
        var scripts = SqliteScripts.All.Where(script => script.Number <= version).ToList();
        using var expected = SqliteConnection.Open(":memory:", mayCreate: true);
        SchemaBuilder.Apply(expected, scripts, now);
        return
        [
            .. CompareScripts(connection, scripts),
            .. CompareObjects(ReadObjects(expected), ReadObjects(connection)),
            .. CheckIntegrity(connection),
        ];
    }

    private static IEnumerable<string> CompareScripts(SqliteConnection connection, List<MigrationScript> scripts)
    {
        using var row = connection.PrepareOnce(AppliedSql);
        while (row.Step())
        {
            var (number, name, checksum) = (row.Int32(0), row.Text(1), row.Text(2));
            if (SchemaComparison.WasChanged(scripts, number, checksum))
            {
                yield return SchemaComparison.Changed(name);
            }
        }
    }

    private static IEnumerable<string> CompareObjects(
        SortedDictionary<string, (string Sql, string Table)> expected,
        SortedDictionary<string, (string Sql, string Table)> actual)
    {
        // Tables of the application's own lie beside the store's, so that one transaction takes both; they aren't drift.
        var own = expected.Values.Select(static each => each.Table).ToHashSet(StringComparer.Ordinal);
        return SchemaComparison.CompareObjects(
            Definitions(expected),
            Definitions(actual.Where(each => expected.ContainsKey(each.Key) || own.Contains(each.Value.Table))));
    }

    private static SortedDictionary<string, string> Definitions(
        IEnumerable<KeyValuePair<string, (string Sql, string Table)>> objects) =>
        new(objects.ToDictionary(each => each.Key, each => each.Value.Sql), StringComparer.Ordinal);

    private static SortedDictionary<string, (string Sql, string Table)> ReadObjects(SqliteConnection connection)
    {
        var objects = new SortedDictionary<string, (string Sql, string Table)>(StringComparer.Ordinal);
        using var row = connection.PrepareOnce(ObjectsSql);
        while (row.Step())
        {
            objects.Add($"{row.Text(0)} {row.Text(1)}", (row.Text(2), row.Text(3)));
        }

        return objects;
    }

    private static IEnumerable<string> CheckIntegrity(SqliteConnection connection)
    {
        using var row = connection.PrepareOnce("PRAGMA integrity_check");
        while (row.Step())
        {
            if (row.Text(0) is var finding && finding != "ok")
            {
                yield return $"The file is damaged: {finding}";
            }
        }
    }
}
