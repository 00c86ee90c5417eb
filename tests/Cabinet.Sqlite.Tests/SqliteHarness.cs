using Cabinet.Application.Persistence;
using Cabinet.Conformance;
using Microsoft.Data.Sqlite;

namespace Cabinet.Sqlite.Tests;

public sealed class SqliteHarness : IDurableStoreHarness, ITransactionalStoreHarness
{
    private readonly TemporaryStore store = new();

    public async ValueTask<IStoreDriver> OpenAsync()
    {
        await store.MigrateAsync();
        return store.OpenDriver();
    }

    public async ValueTask<IOwnTransaction> BeginAsync() => await OwnSqliteTransaction.BeginAsync(store.Path);

    public async ValueTask<long> CountRowsAsync()
    {
        await using var connection = new SqliteConnection(OwnSqliteTransaction.ConnectionString(store.Path));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM own_row";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync()
    {
        store.Dispose();
        return ValueTask.CompletedTask;
    }
}
