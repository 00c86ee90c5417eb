using Cabinet.Application.Persistence.Copying;
using Cabinet.Infrastructure.Postgres.Connections;

namespace Cabinet.Infrastructure.Postgres.Copying;

/// <summary>The statements of a copy, made from the tables' descriptions; nothing of a row gets into their text.</summary>
internal static class CopySql
{
    /// <summary>
    /// The number that marks a store which is being filled, in the table of migrations: no release brings a schema of that
    /// version, so none opens the store.
    /// </summary>
    public const int Mark = Relational.SchemaVersions.CopyMark;

    private static readonly string[] NumberedTables = ["step", "job_error", "audit", "audit_checkpoint"];

    /// <summary>Reads a table; its only parameter says how many rows to leave out.</summary>
    public static string Select(CopyTable table, SchemaName schema) =>
        $"SELECT {string.Join(", ", table.Columns.Select(column => Read(column, schema)))} "
        + $"FROM {schema.Quoted}.{table.Name} t OFFSET $1";

    /// <summary>Inserts rows; each parameter is an array with the values of one column.</summary>
    public static string Insert(CopyTable table, SchemaName schema)
    {
        var columns = table.Columns.Select(column => column.Name);
        var values = table.Columns.Select((column, index) => Write(column, index, schema));
        var arrays = table.Columns.Select((_, index) => $"${index + 1}");
        var names = table.Columns.Select((_, index) => $"c{index}");
        var (extra, extraValue) = table.Name == "job" ? (", turn", ", pg_current_xact_id()") : ("", "");
        return $"INSERT INTO {schema.Quoted}.{table.Name} ({string.Join(", ", columns)}{extra}) "
            + $"OVERRIDING SYSTEM VALUE SELECT {string.Join(", ", values)}{extraValue} "
            + $"FROM unnest({string.Join(", ", arrays)}) AS r({string.Join(", ", names)})";
    }

    /// <summary>Adds names unless they are there.</summary>
    public static string AddNames(SchemaName schema) =>
        $"INSERT INTO {schema.Quoted}.name (text) SELECT DISTINCT u.text FROM unnest($1) AS u(text) "
        + "WHERE u.text IS NOT NULL ON CONFLICT (text) DO NOTHING";

    /// <summary>Whether anything is in a store.</summary>
    public static string IsEmpty(SchemaName schema) =>
        "SELECT NOT (" + string.Join(
            " OR ",
            CopyTables.All.Select(table => table.Name).Where(name => name != "counter").Append("node").Append("lease")
                .Select(name => $"EXISTS (SELECT FROM {schema.Quoted}.{name})"))
        + ")";

    /// <summary>Lets new rows be numbered behind those that were copied.</summary>
    public static string SetNumbers(SchemaName schema)
    {
        var text = schema.Quoted.Replace("'", "''", StringComparison.Ordinal);
        var identities = NumberedTables.Select(name =>
            $"setval(pg_get_serial_sequence('{text}.{name}', 'number'), (SELECT max(number) FROM {schema.Quoted}.{name}))");
        return $"""
            SELECT setval('{text}.place', (SELECT max(u.place) FROM (SELECT place FROM {schema.Quoted}.job
                UNION ALL SELECT place FROM {schema.Quoted}.dead_letter) AS u(place))),
              setval('{text}.lease_number', (SELECT 1 + coalesce(max(u.fence), 0) FROM (SELECT fence
                FROM {schema.Quoted}.job UNION ALL SELECT fence FROM {schema.Quoted}.dead_letter) AS u(fence))),
              {string.Join(",\n  ", identities)}
            """;
    }

    private static string Read(CopyColumn column, SchemaName schema) => column.Kind switch
    {
        CopyColumnKind.Name => $"(SELECT n.text FROM {schema.Quoted}.name n WHERE n.id = t.{column.Name})",
        CopyColumnKind.Number => $"t.{column.Name}::bigint",
        _ => $"t.{column.Name}",
    };

    private static string Write(CopyColumn column, int index, SchemaName schema) => column.Kind == CopyColumnKind.Name
        ? $"(SELECT n.id FROM {schema.Quoted}.name n WHERE n.text = r.c{index})"
        : $"r.c{index}";
}
