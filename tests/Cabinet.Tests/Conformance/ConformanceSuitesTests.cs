using Cabinet.Application.Persistence;
using Cabinet.Conformance;
using Cabinet.Conformance.Store;
using Cabinet.Tests.Infrastructure.Persistence.InMemory;

namespace Cabinet.Tests.Conformance;

public sealed class ConformanceSuitesTests
{
    [Fact]
    public void Every_suite_is_found()
    {
        Assert.Contains(typeof(ClaimConformance<>), ConformanceSuites.All);
        Assert.Contains(typeof(DurabilityConformance<>), ConformanceSuites.All);
        Assert.DoesNotContain(typeof(StoreConformance<>), ConformanceSuites.All);
    }

    [Fact]
    public void A_driver_that_runs_none_misses_all_that_concern_it()
    {
        var missing = ConformanceSuites.MissingFrom(typeof(ConformanceSuitesTests).Assembly, typeof(IdleHarness));
        Assert.Equal(ConformanceSuites.All.Count - 2, missing.Count);
        Assert.DoesNotContain(typeof(DurabilityConformance<>).Name, missing);
        Assert.DoesNotContain(typeof(EnlistConformance<>).Name, missing);
    }

    [Fact]
    public void A_durable_driver_with_transactions_misses_every_suite() => Assert.Equal(
        ConformanceSuites.All.Select(suite => suite.Name),
        ConformanceSuites.MissingFrom(typeof(ConformanceSuitesTests).Assembly, typeof(IdleDurableHarness)));

    [Fact]
    public void Another_drivers_suites_do_not_count()
    {
        Assert.Empty(ConformanceSuites.MissingFrom(typeof(InMemoryHarness).Assembly, typeof(InMemoryHarness)));
        Assert.NotEmpty(ConformanceSuites.MissingFrom(typeof(string).Assembly, typeof(InMemoryHarness)));
    }

    private class IdleHarness : IStoreHarness
    {
        public ValueTask<IStoreDriver> OpenAsync() => throw new InvalidOperationException("Nobody opens this.");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class IdleDurableHarness : IdleHarness, IDurableStoreHarness, ITransactionalStoreHarness
    {
        public ValueTask<IOwnTransaction> BeginAsync() => throw new InvalidOperationException("Nobody begins one.");

        public ValueTask<long> CountRowsAsync() => throw new InvalidOperationException("Nobody counts them.");
    }
}
