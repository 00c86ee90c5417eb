using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Data.Sqlite;

namespace Cabinet.Sqlite.Tests.Enlisting;

public sealed class EnlistTests : StoreTest
{
    [Fact]
    public async Task The_stores_own_commits_wait_for_the_transaction()
    {
        await RegisterAsync();
        Task<CommitResult> waiting;
        var job = Samples.Job();
        await using (var own = await BeginAsync())
        {
            waiting = Driver.CommitAsync(new WriteSet(new EnqueueJob(Samples.Job())), Cancel).AsTask();
            await EnlistedAsync(own, new EnqueueJob(job));
            Assert.False(waiting.IsCompleted);
            await own.CommitAsync();
        }

        Assert.IsType<CommitResult.Committed>(await waiting);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task A_deferred_transaction_that_writes_first_is_taken()
    {
        await using var own = await BeginAsync(deferred: true);
        await EnlistedAsync(own, new EnqueueJob(Samples.Job()));
        await own.CommitAsync();
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_deferred_transaction_that_another_one_keeps_out_is_told_what_to_do()
    {
        await RegisterAsync();
        await using var own = await BeginAsync(deferred: true);
        await using (await BeginAsync())
        {
            await BusyAsync(own);
        }

        // It didn't lose anything, and now it is its turn.
        await EnlistedAsync(own, new EnqueueJob(Samples.Job()));
    }

    [Fact]
    public async Task A_deferred_transaction_that_was_overtaken_is_told_what_to_do()
    {
        await using var own = await BeginAsync(deferred: true);
        await own.ExecuteAsync("SELECT count(*) FROM own_row");
        await EnqueueAsync(1);
        await BusyAsync(own);
        await own.ExecuteAsync("SELECT count(*) FROM own_row");
    }

    [Fact]
    public async Task A_transaction_on_another_file_is_told_apart()
    {
        using var other = new TemporaryStore();
        await other.MigrateAsync();
        await using var own = await OwnSqliteTransaction.BeginAsync(other.Path);
        await FaultAsync(StoreFault.SchemaMismatch, async () => await EnlistAsync(own, new EnqueueJob(Samples.Job())));
    }

    [Fact]
    public async Task A_connection_that_does_not_wait_for_the_disk_is_told_apart()
    {
        await using var connection = new SqliteConnection(OwnSqliteTransaction.ConnectionString(Store.Path));
        await connection.OpenAsync(Cancel);
        await using (var quick = connection.CreateCommand())
        {
            quick.CommandText = "PRAGMA synchronous = NORMAL";
            await quick.ExecuteNonQueryAsync(Cancel);
        }

        await using var transaction = connection.BeginTransaction();
        var fault = await FaultAsync(StoreFault.Unavailable, async () => await Driver.EnlistAsync(
            new WriteSet(new EnqueueJob(Samples.Job())), SqliteStoreTransaction.From(connection.Handle!), Cancel));
        Assert.Contains("synchronous", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_connection_is_told_apart()
    {
        var own = await BeginAsync();
        await own.DisposeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await EnlistAsync(own, new EnqueueJob(Samples.Job())));
    }

    // The file takes 2^43 numbers; writers in turns must not burn through them.
    [Fact]
    public async Task Writers_in_turns_use_up_few_numbers()
    {
        const int Rounds = 40;
        for (var round = 0; round < Rounds; round++)
        {
            await EnqueueAsync(1);
            await using var own = await BeginAsync();
            await EnlistedAsync(own, new EnqueueJob(Samples.Job()));
            await own.CommitAsync();
        }

        Assert.Equal(2 * Rounds, await CountAsync());
        await using var look = await BeginAsync();
        await using var command = look.Connection.CreateCommand();
        command.CommandText = "SELECT reserved FROM counter WHERE name = 'sequence'";
        command.Transaction = look.Own;
        Assert.InRange((long)(await command.ExecuteScalarAsync(Cancel))!, 2 * Rounds, 2 * Rounds * 32);
    }

    private ValueTask<OwnSqliteTransaction> BeginAsync(bool deferred = false)
    {
        _ = Driver;
        return OwnSqliteTransaction.BeginAsync(Store.Path, deferred);
    }

    private ValueTask<CommitResult> EnlistAsync(OwnSqliteTransaction own, params WriteOperation[] operations) =>
        Driver.EnlistAsync(new WriteSet(operations), own.Transaction, Cancel);

    private async Task EnlistedAsync(OwnSqliteTransaction own, params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await EnlistAsync(own, operations));

    private async Task BusyAsync(OwnSqliteTransaction own)
    {
        var fault = await FaultAsync(
            StoreFault.Unavailable, async () => await EnlistAsync(own, new EnqueueJob(Samples.Job())));
        Assert.Contains("Begin it as IMMEDIATE", fault.Message, StringComparison.Ordinal);
    }
}
