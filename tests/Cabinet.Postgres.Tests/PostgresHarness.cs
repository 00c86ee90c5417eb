using Cabinet.Conformance;
using Cabinet.Postgres.Servers;
using Cabinet.Postgres.Tests.Matrix;

namespace Cabinet.Postgres.Tests;

/// <summary>PostgreSQL 15 with everything as it is by default.</summary>
public sealed class PostgresHarness()
    : SettingHarness(new StoreSetting { Version = PostgresVersion.V15, ModelRuns = 60 }), ISharedStoreHarness;
