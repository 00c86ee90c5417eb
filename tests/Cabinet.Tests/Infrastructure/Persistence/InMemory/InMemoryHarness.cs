using Cabinet.Application.Persistence;
using Cabinet.Conformance;
using Cabinet.Infrastructure.Persistence.InMemory;

namespace Cabinet.Tests.Infrastructure.Persistence.InMemory;

public sealed class InMemoryHarness : IStoreHarness
{
    public ValueTask<IStoreDriver> OpenAsync() => ValueTask.FromResult<IStoreDriver>(new InMemoryStoreDriver());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
