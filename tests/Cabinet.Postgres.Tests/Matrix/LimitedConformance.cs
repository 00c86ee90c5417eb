namespace Cabinet.Postgres.Tests.Matrix;

public sealed class LimitedConformance : MatrixConformance<LimitedHarness>;
