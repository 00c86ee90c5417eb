using Cabinet.Conformance;
using Cabinet.Postgres.Servers;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>PostgreSQL 18, a role that may only make a schema, a short statement timeout, three connections.</summary>
public sealed class RestrictedHarness() : SettingHarness(new StoreSetting
{
    Version = PostgresVersion.V18,
    IsRestricted = true,
    Connections = 3,
    StatementTimeout = TimeSpan.FromSeconds(10),
}), ISharedStoreHarness;
