using Cabinet.Postgres.Servers;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>
/// PostgreSQL 16, a role with rights on somebody else's store, which the server refuses a fifth connection, a schema with
/// an odd name; one driver at a time.
/// </summary>
public sealed class LimitedHarness() : SettingHarness(new StoreSetting
{
    Version = PostgresVersion.V16,
    Schema = "My \"Own\" schema",
    IsLimited = true,
    IsGranted = true,
    Connections = 4,
});
