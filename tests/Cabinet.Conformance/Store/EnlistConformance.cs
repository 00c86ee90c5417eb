using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance.Store;

/// <summary>
/// A write set in a developer's own transaction: both commit together or neither, and a refusal leaves nothing behind.
/// </summary>
/// <remarks>
/// Nothing else is written while such a transaction is open: one kind of store has room for one writer only.
/// </remarks>
/// <typeparam name="THarness">Opens the driver under test, and transactions beside it.</typeparam>
public abstract class EnlistConformance<THarness> : StoreConformance<THarness>
    where THarness : ITransactionalStoreHarness, new()
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Nobody sees the job before the commit, and everybody after it.</summary>
    [Fact]
    public async Task A_row_and_a_job_are_committed_together()
    {
        var job = Samples.Job() with { Task = Samples.Place(), TraceParent = "trace" };
        await using (var own = await Harness.BeginAsync())
        {
            await own.AddRowAsync();
            await EnlistedAsync(own, new EnqueueJob(job));
            await GoneAsync(job.Id);
            await own.CommitAsync();
        }

        Assert.Equal(1, await Harness.CountRowsAsync());
        var claimed = await ClaimOneAsync(await RegisterAsync());
        Assert.Equal((job.Id, job.Task), (claimed.Id, claimed.Task));
        Assert.Equal(job.Payload.Sealed.ToArray(), claimed.Payload.Sealed.ToArray());
        await DoAsync(new EndJob(claimed.Lease, History: null));
    }

    /// <summary>A rolled-back transaction leaves neither.</summary>
    [Fact]
    public async Task A_row_and_a_job_are_rolled_back_together()
    {
        var job = Samples.Job();
        var before = await ViewAsync();
        await using (var own = await Harness.BeginAsync())
        {
            await own.AddRowAsync();
            await EnlistedAsync(own, new EnqueueJob(job), new InsertTask(Samples.Task()), Samples.Audit());
            await own.RollBackAsync();
        }

        Assert.Equal((0, before), (await Harness.CountRowsAsync(), await ViewAsync()));
        await DoAsync(new EnqueueJob(job));
    }

    /// <summary>A connection that is lost is as good as a roll-back.</summary>
    [Fact]
    public async Task What_was_never_committed_is_gone_with_its_connection()
    {
        var job = Samples.Job();
        await using (var own = await Harness.BeginAsync())
        {
            await EnlistedAsync(own, new EnqueueJob(job));
        }

        await DoAsync(new EnqueueJob(job));
    }

    /// <summary>Each write set sees those before it, as operations of one do.</summary>
    [Fact]
    public async Task Several_write_sets_of_one_transaction_see_each_other()
    {
        var first = Samples.Job() with { UniqueKey = StoreSamples.Key("one") };
        var second = Samples.Job() with { UniqueKey = first.UniqueKey };
        await using var own = await Harness.BeginAsync();
        await EnlistedAsync(own, new EnqueueJob(first));
        var refused = await RefusedAsync(own, Refusal.UniqueKeyTaken, new EnqueueJob(second));
        Assert.Equal(first.Id.Value, refused.Existing);
        var kept = await EnlistedAsync(own, new EnqueueJob(second, UniqueConflict.Keep));
        Assert.Equal(first.Id, kept.Kept![second.Id]);
        await own.CommitAsync();

        await FindAsync(first.Id);
        await GoneAsync(second.Id);
    }

    /// <summary>The operation and the reason are those of a commit, and rows before and after stay.</summary>
    [Fact]
    public async Task After_a_refusal_the_transaction_is_as_it_was()
    {
        var taken = await EnqueueAsync();
        var (kept, dropped) = (Samples.Job(), Samples.Job());
        await using (var own = await Harness.BeginAsync())
        {
            await own.AddRowAsync();
            await EnlistedAsync(own, new EnqueueJob(kept));
            await RefusedAsync(own, Refusal.DuplicateId, new EnqueueJob(dropped), new EnqueueJob(taken));
            await own.AddRowAsync();
            await own.CommitAsync();
        }

        Assert.Equal(2, await Harness.CountRowsAsync());
        await FindAsync(kept.Id);
        await GoneAsync(dropped.Id);
        await DoAsync(new EnqueueJob(dropped));
    }

    /// <summary>Every precondition that may be enlisted refuses as in a commit.</summary>
    [Fact]
    public async Task Every_precondition_refuses_by_its_name()
    {
        var task = Samples.Task() with { IdempotencyKey = StoreSamples.Key("command") };
        var audited = Samples.Audit();
        var unique = Samples.Job() with { UniqueKey = StoreSamples.Key("one") };
        var fenced = Samples.KeyVersion(KeyPurposes.Content, KeyState.Retired);
        var nonce = StoreSamples.Nonce("used", Samples.Now.AddMinutes(5));
        await DoAsync(
            new InsertTask(task), audited, nonce, new EnqueueJob(unique),
            new AddKeyVersion(fenced), new FenceKeyVersion(StoreSamples.Name(fenced), IsFenced: true));
        await DoAsync(new PruneNonces(Samples.Now.AddMinutes(-10), 1));

        await using var own = await Harness.BeginAsync();
        await RefusedAsync(own, Refusal.DuplicateId, new EnqueueJob(Samples.Job()), new InsertTask(task));
        await RefusedAsync(
            own, Refusal.IdempotencyKeyTaken, new InsertTask(Samples.Task() with { IdempotencyKey = task.IdempotencyKey }));
        await RefusedAsync(own, Refusal.TaskChanged, new UpdateTask(task with { Version = 7 }));
        await RefusedAsync(own, Refusal.DuplicateId, new EnqueueJob(Samples.Job()), audited);
        await RefusedAsync(own, Refusal.NonceUsed, new EnqueueJob(Samples.Job()), nonce);
        await RefusedAsync(own, Refusal.NonceExpired, StoreSamples.Nonce("old", Samples.Now.AddMinutes(-11)));
        var refused = await RefusedAsync(
            own, Refusal.UniqueKeyTaken, new EnqueueJob(Samples.Job() with { UniqueKey = unique.UniqueKey }));
        Assert.Equal(unique.Id.Value, refused.Existing);
        await RefusedAsync(
            own,
            Refusal.KeyFenced,
            new EnqueueJob(Samples.Job()),
            new EnqueueJob(Samples.Job() with { Payload = StoreSamples.Sealed("p", StoreSamples.Name(fenced)) }));
        await own.CommitAsync();
    }

    /// <summary>A nonce, a task, its job and the audit event: one command in one transaction.</summary>
    [Fact]
    public async Task A_whole_command_goes_into_a_transaction()
    {
        var (task, audited) = (Samples.Task(), Samples.Audit());
        var nonce = StoreSamples.Nonce("command", Samples.Now.AddMinutes(5));
        await using (var own = await Harness.BeginAsync())
        {
            await EnlistedAsync(own, nonce, new InsertTask(task), new EnqueueJob(Samples.Job()), audited);
            await EnlistedAsync(own, new UpdateTask(task with { Version = 2 }));
            await own.CommitAsync();
        }

        Assert.Equal(2, (await Driver.Tasks.FindAsync(task.Id, Cancel))!.Version);
        Assert.Equal(audited.Event.Id, Assert.Single(await Driver.Audit.ListAfterAsync(0, 10, Cancel)).Id);
        await RefusedAsync(Refusal.NonceUsed, nonce);
    }

    /// <summary>A savepoint of the developer's takes back what was enlisted after it, and only that.</summary>
    [Fact]
    public async Task A_savepoint_of_the_developers_takes_its_part_back()
    {
        var (kept, dropped, last) = (Samples.Job(), Samples.Job(), Samples.Job());
        await using (var own = await Harness.BeginAsync())
        {
            await EnlistedAsync(own, new EnqueueJob(kept));
            await own.SaveAsync("mine");
            await own.AddRowAsync();
            await EnlistedAsync(own, new EnqueueJob(dropped));
            await own.RollBackToAsync("mine");
            await EnlistedAsync(own, new EnqueueJob(last));
            await own.CommitAsync();
        }

        Assert.Equal(0, await Harness.CountRowsAsync());
        Assert.Equal([kept.Id, last.Id], (await ClaimAsync(await RegisterAsync())).Jobs.Select(job => job.Id));
    }

    /// <summary>A thousand jobs are claimed once each, in their order.</summary>
    [Fact]
    public async Task Many_jobs_go_into_one_transaction()
    {
        var jobs = Enumerable.Range(0, 1_000).Select(_ => Samples.Job()).ToList();
        await using (var own = await Harness.BeginAsync())
        {
            await EnlistedAsync(own, [.. jobs.Select(job => new EnqueueJob(job))]);
            await RefusedAsync(own, Refusal.DuplicateId, new EnqueueJob(Samples.Job()), new EnqueueJob(jobs[^1]));
            await own.CommitAsync();
        }

        var node = await RegisterAsync();
        var claimed = new List<JobId>();
        while ((await ClaimAsync(node)).Jobs is { Count: > 0 } some)
        {
            claimed.AddRange(some.Select(job => job.Id));
        }

        Assert.Equal(jobs.Select(job => job.Id), claimed);
    }

    /// <summary>What the driver remembers of the store agrees with it after other people's commits and roll-backs.</summary>
    [Fact]
    public async Task The_driver_goes_on_beside_such_transactions()
    {
        var queue = new QueueName("never-seen-before");
        var node = await RegisterAsync();
        var expected = new List<JobId>();
        for (var round = 0; round < 5; round++)
        {
            var (before, lost, own, after) = (Job(queue), Job(queue), Job(queue), Job(queue));
            await using (var rolledBack = await Harness.BeginAsync())
            {
                await EnlistedAsync(rolledBack, new EnqueueJob(lost));
                await rolledBack.RollBackAsync();
            }

            await DoAsync(new EnqueueJob(before));
            await using (var committed = await Harness.BeginAsync())
            {
                await EnlistedAsync(committed, new EnqueueJob(own));
                await committed.CommitAsync();
            }

            await DoAsync(new EnqueueJob(after));
            expected.AddRange([before.Id, own.Id, after.Id]);
        }

        Assert.Equal(expected, (await ClaimAsync(node, queue: queue)).Jobs.Select(job => job.Id));
    }

    /// <summary>What would keep claims waiting, or has something to tell after its commit, isn't taken.</summary>
    [Fact]
    public async Task Other_operations_are_not_taken()
    {
        var running = await RunningAsync();
        await using var own = await Harness.BeginAsync();
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await EnlistAsync(own, new EnqueueJob(Samples.Job()), new EndJob(running.Lease, History: null)));
        await EnlistedAsync(own, new EnqueueJob(Samples.Job()));
        await own.CommitAsync();
        await DoAsync(new EndJob(running.Lease, History: null));
    }

    /// <summary>Another driver's transaction is a mistake that says so.</summary>
    [Fact]
    public async Task Another_stores_transaction_is_not_taken() => await Assert.ThrowsAsync<ArgumentException>(
        async () => await Driver.EnlistAsync(
            new WriteSet(new EnqueueJob(Samples.Job())), new ForeignTransaction(), Cancel));

    /// <summary>A transaction that has ended takes nothing any more, also on a connection that is still open.</summary>
    [Fact]
    public async Task An_ended_transaction_is_not_taken()
    {
        var job = Samples.Job();
        await using var own = await Harness.BeginAsync();
        await own.CommitAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await EnlistAsync(own, new EnqueueJob(job)));
        await GoneAsync(job.Id);
    }

    /// <summary>Plaintext throws before anything is written.</summary>
    [Fact]
    public async Task Plaintext_is_not_taken()
    {
        await using var own = await Harness.BeginAsync();
        await Assert.ThrowsAnyAsync<Exception>(async () => await EnlistAsync(
            own, new EnqueueJob(Samples.Job() with { Payload = Content.FromPlain("plain"u8.ToArray()) })));
        await EnlistedAsync(own, new EnqueueJob(Samples.Job()));
        await own.CommitAsync();
    }

    private NewJob Job(QueueName queue) => Samples.Job() with { Queue = queue };

    private ValueTask<CommitResult> EnlistAsync(IOwnTransaction own, params WriteOperation[] operations) =>
        Driver.EnlistAsync(new WriteSet(operations), own.Transaction, Cancel);

    private async ValueTask<CommitResult.Committed> EnlistedAsync(IOwnTransaction own, params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await EnlistAsync(own, operations));

    private async ValueTask<CommitResult.Refused> RefusedAsync(
        IOwnTransaction own, Refusal reason, params WriteOperation[] operations)
    {
        var refused = Assert.IsType<CommitResult.Refused>(await EnlistAsync(own, operations));
        Assert.Equal((operations.Length - 1, reason), (refused.Operation, refused.Reason));
        return refused;
    }

    private sealed class ForeignTransaction : StoreTransaction;
}
