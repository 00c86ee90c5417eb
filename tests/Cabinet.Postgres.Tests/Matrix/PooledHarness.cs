using Cabinet.Conformance;
using Cabinet.Postgres.Servers;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>PostgreSQL 17 through PgBouncer, which pools by transaction, with a short statement timeout.</summary>
public sealed class PooledHarness() : SettingHarness(new StoreSetting
{
    Version = PostgresVersion.V17,
    IsPooled = true,
    StatementTimeout = TimeSpan.FromSeconds(10),
}), ISharedStoreHarness;
