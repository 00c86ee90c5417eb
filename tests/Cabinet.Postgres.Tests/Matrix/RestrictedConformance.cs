namespace Cabinet.Postgres.Tests.Matrix;

public sealed class RestrictedConformance : MatrixConformance<RestrictedHarness>;
