using System.Data;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Conformance;
using Cabinet.Domain.Security;

namespace Cabinet.Postgres.Tests.Enlisting;

/// <summary>Transactions that keep the snapshot of their beginning can't see what happened since, and must all the same
/// write nothing that a commit would refuse.</summary>
public sealed class EnlistLevelTests : StoreConformance<PostgresHarness>
{
    public static TheoryData<IsolationLevel> Levels { get; } = [IsolationLevel.RepeatableRead, IsolationLevel.Serializable];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task A_row_and_a_job_are_committed_together(IsolationLevel level)
    {
        var job = Samples.Job();
        await using var own = await BeginAsync(level);
        await EnqueueAsync();
        Assert.IsType<CommitResult.Committed>(await EnlistAsync(own, new EnqueueJob(job)));
        await own.CommitAsync();
        Assert.Equal(2, (await ClaimAsync(await RegisterAsync())).Jobs.Count);
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task A_fence_that_came_up_since_is_found(IsolationLevel level)
    {
        var key = Samples.KeyVersion(KeyPurposes.Content, KeyState.Retired);
        await DoAsync(new AddKeyVersion(key));
        await using var own = await BeginAsync(level);
        await DoAsync(new FenceKeyVersion(StoreSamples.Name(key), IsFenced: true));
        var payload = StoreSamples.Sealed("payload", StoreSamples.Name(key));
        await RefusedAsync(own, Refusal.KeyFenced, new EnqueueJob(Samples.Job() with { Payload = payload }));
        Assert.IsType<CommitResult.Committed>(await EnlistAsync(own, new EnqueueJob(Samples.Job())));
        await own.CommitAsync();
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task A_nonce_that_was_forgotten_since_is_not_used_again(IsolationLevel level)
    {
        var nonce = StoreSamples.Nonce("used", Samples.Now);
        await DoAsync(nonce);
        await using var own = await BeginAsync(level);
        await DoAsync(new PruneNonces(Samples.Now.AddMinutes(1), 10));
        await RefusedAsync(own, Refusal.NonceExpired, nonce);
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task A_job_that_died_since_keeps_its_id(IsolationLevel level)
    {
        var running = await RunningAsync();
        await using var own = await BeginAsync(level);
        await DoAsync(new DeadLetterJob(running.Lease, Domain.Jobs.DeadLetterReason.Permanent, Samples.Error()));
        await RefusedAsync(own, Refusal.DuplicateId, new EnqueueJob(Samples.Job() with { Id = running.Id }));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task A_unique_key_that_was_taken_since_asks_for_another_try(IsolationLevel level)
    {
        var holder = Samples.Job() with { UniqueKey = StoreSamples.Key("one") };
        await using var own = await BeginAsync(level);
        await own.AddRowAsync();
        await DoAsync(new EnqueueJob(holder));
        foreach (var conflict in new[] { UniqueConflict.Reject, UniqueConflict.Keep })
        {
            var fault = await Assert.ThrowsAsync<StoreException>(async () => await EnlistAsync(
                own, new EnqueueJob(Samples.Job() with { UniqueKey = holder.UniqueKey }, conflict)));
            Assert.Equal(StoreFault.Unavailable, fault.Fault);
            Assert.Contains("Roll it back and do all of it again", fault.Message, StringComparison.Ordinal);
        }

        // Nothing is left of it, and the developer may as well go on.
        await own.CommitAsync();
        Assert.Equal(1, await Harness.CountRowsAsync());
    }

    private async ValueTask<OwnPostgresTransaction> BeginAsync(IsolationLevel level)
    {
        var own = (OwnPostgresTransaction)await Harness.BeginAsync(level);
        await own.LookAsync();
        return own;
    }

    private ValueTask<CommitResult> EnlistAsync(OwnPostgresTransaction own, params WriteOperation[] operations) =>
        Driver.EnlistAsync(new WriteSet(operations), own.Transaction, Cancel);

    private async ValueTask RefusedAsync(OwnPostgresTransaction own, Refusal reason, params WriteOperation[] operations)
    {
        var refused = Assert.IsType<CommitResult.Refused>(await EnlistAsync(own, operations));
        Assert.Equal((operations.Length - 1, reason), (refused.Operation, refused.Reason));
    }
}
