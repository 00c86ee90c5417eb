using Cabinet.Conformance;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>The whole conformance suite with one more harness.</summary>
public abstract class MatrixConformance<THarness>
    where THarness : IStoreHarness, new()
{
    [Theory]
    [MemberData(nameof(SuiteTests.All), MemberType = typeof(SuiteTests))]
    public Task Every_test_of_every_suite_passes(string suite, string test, int row) =>
        SuiteTests.RunAsync<THarness>(suite, test, row);
}
