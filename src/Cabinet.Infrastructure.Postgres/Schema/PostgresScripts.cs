using Cabinet.Infrastructure.Relational;

namespace Cabinet.Infrastructure.Postgres.Schema;

/// <summary>The steps of the schema that this release brings, in order.</summary>
internal static class PostgresScripts
{
    public static IReadOnlyList<MigrationScript> All { get; } = MigrationScripts.Load(typeof(PostgresScripts).Assembly);
}
