using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Postgres.Tests.Schema;

namespace Cabinet.Postgres.Tests.Writing;

/// <summary>
/// Somebody's transaction stays open and holds what one write set needs: that one waits, and nobody else. There is one
/// lane, and no statement is given up in less than ten minutes.
/// </summary>
public sealed class BlockedSetTests : SchemaTests
{
    private const int Others = 100;

    private readonly StoreSamples samples = new();

    private PostgresStoreDriver driver = null!;

    [Theory]
    [InlineData(UniqueConflict.Reject, true)]
    [InlineData(UniqueConflict.Reject, false)]
    [InlineData(UniqueConflict.Keep, true)]
    [InlineData(UniqueConflict.Keep, false)]
    public async Task Whoever_wants_a_unique_key_waits_alone(UniqueConflict onConflict, bool isCommitted)
    {
        await using var open = await OpenAsync();
        var (first, second) = (Unique("key"), Unique("key"));
        await using var own = await HoldAsync(new EnqueueJob(first));
        var blocked = Commit(new EnqueueJob(second, onConflict));
        await CommitOthersAsync();
        await CommitOthersAsync();
        Assert.False(blocked.IsCompleted);

        await EndAsync(own, isCommitted);
        var result = await blocked;
        if (!isCommitted)
        {
            Assert.Null(Assert.IsType<CommitResult.Committed>(result).Kept);
        }
        else if (onConflict == UniqueConflict.Reject)
        {
            var refused = Assert.IsType<CommitResult.Refused>(result);
            Assert.Equal((Refusal.UniqueKeyTaken, first.Id.Value), (refused.Reason, refused.Existing));
        }
        else
        {
            Assert.Equal(first.Id, Assert.IsType<CommitResult.Committed>(result).Kept![second.Id]);
        }
    }

    [Fact]
    public async Task Many_that_wait_for_different_things_are_in_nobodys_way_either()
    {
        await using var open = await OpenAsync();
        var nonce = StoreSamples.Nonce("nonce", samples.Now);
        var task = samples.Task() with { IdempotencyKey = StoreSamples.Key("task") };
        await using var own = await HoldAsync(nonce, new InsertTask(task), new EnqueueJob(Unique("job")), samples.Audit());
        List<Task<CommitResult>> blocked =
        [
            Commit(nonce, new EnqueueJob(samples.Job())),
            Commit(new InsertTask(samples.Task() with { IdempotencyKey = task.IdempotencyKey })),
            .. Enumerable.Range(0, 30).Select(_ => Commit(new EnqueueJob(Unique("job"), UniqueConflict.Keep))),
            .. Enumerable.Range(0, 10).Select(_ => Commit(new EnqueueJob(samples.Job()), samples.Audit())),
        ];
        await CommitOthersAsync();
        Assert.IsType<CommitResult.Committed>(await Commit(new EnqueueJob(Unique("free"))));
        Assert.DoesNotContain(blocked, one => one.IsCompleted);

        await EndAsync(own, isCommitted: true);
        var results = await Task.WhenAll(blocked);
        Assert.Equal(
            [Refusal.NonceUsed, Refusal.IdempotencyKeyTaken],
            results.OfType<CommitResult.Refused>().Select(refused => refused.Reason));
        Assert.Equal(40, results.OfType<CommitResult.Committed>().Count());
        Assert.Equal(1 + 10 + Others + 1, await ReadAsync<long>("SELECT count(*) FROM cabinet.job"));
    }

    [Fact]
    public async Task Whoever_waits_too_long_is_told_that_nothing_was_written()
    {
        await using var open = await OpenAsync(new() { StatementTimeout = TimeSpan.FromSeconds(1) });
        await using var own = await HoldAsync(new EnqueueJob(Unique("key")));
        var blocked = Commit(new EnqueueJob(Unique("key")));
        await CommitOthersAsync();
        var refusal = await Assert.ThrowsAsync<StoreException>(() => blocked);
        Assert.Equal((StoreFault.Unavailable, false), (refusal.Fault, refusal.OutcomeUnknown));
        Assert.Contains("somebody else's locks", refusal.Message, StringComparison.Ordinal);

        await EndAsync(own, isCommitted: false);
        Assert.IsType<CommitResult.Committed>(await Commit(new EnqueueJob(Unique("key"))));
    }

    [Fact]
    public async Task Whoever_gives_up_while_waiting_has_written_nothing()
    {
        await using var open = await OpenAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var own = await HoldAsync(new EnqueueJob(Unique("key")));
        var blocked = Commit(patience.Token, new EnqueueJob(Unique("key")));
        await CommitOthersAsync();
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => blocked);

        await EndAsync(own, isCommitted: false);
        Assert.Equal(Others, await ReadAsync<long>("SELECT count(*) FROM cabinet.job"));
    }

    [Fact]
    public async Task What_waits_still_counts_against_the_bound_for_memory_and_gives_it_back()
    {
        await using var open = await OpenAsync(new() { MaximumPendingBytes = 1024 * 1024 });
        await using var own = await HoldAsync(new EnqueueJob(Unique("key")));
        var large = StoreSamples.Sealed(new string('x', 600_000));
        var blocked = Commit(new EnqueueJob(Unique("key") with { Payload = large }, UniqueConflict.Keep));
        await CommitOthersAsync();
        var behind = Commit(new EnqueueJob(samples.Job() with { Payload = large }));
        Assert.False(behind.IsCompleted);

        await EndAsync(own, isCommitted: true);
        Assert.IsType<CommitResult.Committed>(await blocked);
        Assert.IsType<CommitResult.Committed>(await behind);
    }

    [Fact]
    public async Task Closing_the_store_waits_for_nobody()
    {
        await using var open = await OpenAsync();
        await using var own = await HoldAsync(new EnqueueJob(Unique("key")));
        var blocked = Commit(new EnqueueJob(Unique("key")));
        await CommitOthersAsync();
        await driver.DisposeAsync();
        var refusal = await Assert.ThrowsAsync<StoreException>(() => blocked);
        Assert.Equal((StoreFault.Closed, false), (refusal.Fault, refusal.OutcomeUnknown));
    }

    private NewJob Unique(string key) => samples.Job() with { UniqueKey = StoreSamples.Key(key) };

    private async Task<PostgresStoreDriver> OpenAsync(PostgresStoreOptions? bounds = null)
    {
        await Migrator().MigrateAsync(Cancel);
        var options = Options();
        options.StatementTimeout = bounds is null ? TimeSpan.FromMinutes(10) : bounds.StatementTimeout;
        options.MaximumPendingBytes = (bounds ?? options).MaximumPendingBytes;
        return driver = OpenDriver(options);
    }

    private async Task<OwnPostgresTransaction> HoldAsync(params WriteOperation[] operations)
    {
        var own = (OwnPostgresTransaction)await OwnPostgresTransaction.BeginAsync(
            ConnectionString, Schema, System.Data.IsolationLevel.ReadCommitted);
        Assert.IsType<CommitResult.Committed>(
            await driver.EnlistAsync(new WriteSet(operations), own.Transaction, Cancel));
        return own;
    }

    private static async Task EndAsync(OwnPostgresTransaction own, bool isCommitted)
    {
        if (isCommitted)
        {
            await own.CommitAsync();
        }
        else
        {
            await own.RollBackAsync();
        }
    }

    private async Task CommitOthersAsync()
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, Others).Select(_ => Commit(new EnqueueJob(samples.Job()))))
            .WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, Cancel);
        Assert.All(results, static result => Assert.IsType<CommitResult.Committed>(result));
    }

    private Task<CommitResult> Commit(params WriteOperation[] operations) => Commit(Cancel, operations);

    private Task<CommitResult> Commit(CancellationToken cancel, params WriteOperation[] operations) =>
        driver.CommitAsync(new WriteSet(operations), cancel).AsTask();
}
