namespace Cabinet.Postgres.Tests.Matrix;

public sealed class PooledConformance : MatrixConformance<PooledHarness>;
