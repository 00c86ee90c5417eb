using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Postgres.Servers;
using Npgsql;

namespace Cabinet.Postgres.Tests.Enlisting;

[SuppressMessage("Security", "CA2100", Justification = "The names are made here.")]
public sealed class EnlistFaultTests : StoreConformance<PostgresHarness>
{
    private static int last;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transaction_on_another_database_is_told_apart(bool hasSchemaOfThatName)
    {
        var name = $"elsewhere_{Interlocked.Increment(ref last)}";
        await ExecuteOutsideAsync($"CREATE DATABASE {name}");
        var server = new NpgsqlConnectionStringBuilder(await TestServer.OpenAsync(PostgresVersion.V15)) { Database = name };
        if (hasSchemaOfThatName)
        {
            await Harness.CreateStoreAsync(server.ConnectionString);
        }

        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        var fault = await FaultAsync(StoreFault.SchemaMismatch, PostgresStoreTransaction.From(transaction));
        Assert.Contains("isn't on the database of the store", fault.Message, StringComparison.Ordinal);

        // It is as it was.
        await using var still = new NpgsqlCommand("SELECT 1", connection);
        Assert.Equal(1, await still.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task A_failed_transaction_is_told_apart()
    {
        await using var own = (OwnPostgresTransaction)await Harness.BeginAsync();
        await Assert.ThrowsAsync<PostgresException>(() => own.ExecuteAsync("SELECT 1 / 0"));
        var fault = await FaultAsync(StoreFault.Unavailable, own.Transaction);
        Assert.Contains("has failed before", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_transaction_is_told_apart()
    {
        await using var own = (OwnPostgresTransaction)await Harness.BeginAsync();
        await own.ExecuteAsync("SET TRANSACTION READ ONLY");
        var fault = await FaultAsync(StoreFault.ReadOnly, own.Transaction);
        Assert.Contains("read-only", fault.Message, StringComparison.Ordinal);
        await own.LookAsync();
    }

    [Fact]
    public async Task A_role_without_rights_is_told_apart()
    {
        var role = $"guest_{Interlocked.Increment(ref last)}";
        await using var own = (OwnPostgresTransaction)await Harness.BeginAsync();
        await own.ExecuteAsync($"CREATE ROLE {role}; SET LOCAL ROLE {role}");
        var fault = await FaultAsync(StoreFault.ReadOnly, own.Transaction);
        Assert.Contains("may not write the store", fault.Message, StringComparison.Ordinal);
        Assert.Contains($"GRANT USAGE ON SCHEMA {own.Schema} TO {role};", fault.Message, StringComparison.Ordinal);
        await own.ExecuteAsync("RESET ROLE");
        Assert.IsType<CommitResult.Committed>(await EnlistAsync(own.Transaction));
    }

    [Fact]
    public async Task A_role_that_may_write_the_store_is_enough()
    {
        var role = $"guest_{Interlocked.Increment(ref last)}";
        await using var own = (OwnPostgresTransaction)await Harness.BeginAsync();
        await own.ExecuteAsync(
            $"""
            CREATE ROLE {role};
            GRANT USAGE ON SCHEMA {own.Schema} TO {role};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {own.Schema} TO {role};
            GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {own.Schema} TO {role};
            SET LOCAL ROLE {role}
            """);
        Assert.IsType<CommitResult.Committed>(await EnlistAsync(own.Transaction));
    }

    [Fact]
    public async Task A_lost_connection_is_told_apart()
    {
        await using var own = (OwnPostgresTransaction)await Harness.BeginAsync();
        await ExecuteOutsideAsync($"SELECT pg_terminate_backend({own.Connection.ProcessID})");
        var fault = await FaultAsync(StoreFault.Unavailable, own.Transaction);
        Assert.Contains("and the transaction with it", fault.Message, StringComparison.Ordinal);
        Assert.False(fault.OutcomeUnknown);
    }

    [Fact]
    public async Task A_level_that_was_set_by_hand_is_noticed()
    {
        await using var own = (OwnPostgresTransaction)await Harness.BeginAsync();
        await own.ExecuteAsync("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        await own.LookAsync();
        var nonce = StoreSamples.Nonce("used", Samples.Now);
        await DoAsync(nonce);
        await DoAsync(new PruneNonces(Samples.Now.AddMinutes(1), 10));
        var refused = Assert.IsType<CommitResult.Refused>(
            await Driver.EnlistAsync(new WriteSet(nonce), own.Transaction, Cancel));
        Assert.Equal(Refusal.NonceExpired, refused.Reason);
    }

    [Fact]
    public async Task A_cancelled_call_leaves_the_transaction_as_it_was()
    {
        var job = Samples.Job() with { UniqueKey = StoreSamples.Key("one") };
        await using var holder = await Harness.BeginAsync();
        Assert.IsType<CommitResult.Committed>(
            await Driver.EnlistAsync(new WriteSet(new EnqueueJob(job)), holder.Transaction, Cancel));
        await using var own = (OwnPostgresTransaction)await Harness.BeginAsync();
        await own.AddRowAsync();

        // It waits for the holder until it is cancelled.
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var waiting = Driver.EnlistAsync(
            new WriteSet(new EnqueueJob(job with { Id = new JobId(Samples.NextId()) })), own.Transaction, source.Token);
        await own.WaitsAsync(await TestServer.OpenAsync(PostgresVersion.V15));
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        Assert.IsType<CommitResult.Committed>(await EnlistAsync(own.Transaction));
        await own.CommitAsync();
        Assert.Equal(1, await Harness.CountRowsAsync());
    }

    [Fact]
    public void Only_transactions_of_Npgsql_are_taken() =>
        Assert.Throws<ArgumentNullException>(() => PostgresStoreTransaction.From(null!));

    private async Task<StoreException> FaultAsync(StoreFault expected, StoreTransaction transaction)
    {
        var fault = await Assert.ThrowsAsync<StoreException>(async () => await EnlistAsync(transaction));
        Assert.Equal(expected, fault.Fault);
        return fault;
    }

    private ValueTask<CommitResult> EnlistAsync(StoreTransaction transaction) =>
        Driver.EnlistAsync(new WriteSet(new EnqueueJob(Samples.Job())), transaction, Cancel);

    private static async Task ExecuteOutsideAsync(string text)
    {
        await using var connection = new NpgsqlConnection(await TestServer.OpenAsync(PostgresVersion.V15));
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
