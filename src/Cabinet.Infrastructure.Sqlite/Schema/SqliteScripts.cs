using Cabinet.Infrastructure.Relational;

namespace Cabinet.Infrastructure.Sqlite.Schema;

/// <summary>The steps of the schema that this release brings, in order.</summary>
internal static class SqliteScripts
{
    public static IReadOnlyList<MigrationScript> All { get; } = MigrationScripts.Load(typeof(SqliteScripts).Assembly);
}
