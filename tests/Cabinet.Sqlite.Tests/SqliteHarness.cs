using Cabinet.Application.Persistence;
using Cabinet.Conformance;

namespace Cabinet.Sqlite.Tests;

public sealed class SqliteHarness : IDurableStoreHarness
{
    private readonly TemporaryStore store = new();

    public async ValueTask<IStoreDriver> OpenAsync()
    {
        await store.MigrateAsync();
        return store.OpenDriver();
    }

    public ValueTask DisposeAsync()
    {
        store.Dispose();
        return ValueTask.CompletedTask;
    }
}
