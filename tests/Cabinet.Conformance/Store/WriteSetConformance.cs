using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance.Store;

/// <summary>A write set commits whole or not at all, in order, and never with plaintext.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class WriteSetConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Whatever operations came before the refused one, none of them took effect.</summary>
    [Fact]
    public async Task A_refusal_leaves_nothing_of_the_operations_before_it()
    {
        var prepared = await PrepareAsync();
        var refusing = new CancelJob(new JobId(Samples.NextId()), History: null);
        foreach (var operation in prepared)
        {
            await RefusedAsync(Refusal.JobNotFound, operation, refusing);
        }

        await RefusedAsync(Refusal.JobNotFound, [.. prepared, refusing]);
    }

    /// <summary>The same operations without the refused one all take effect.</summary>
    [Fact]
    public async Task Operations_of_every_kind_commit_together()
    {
        var prepared = await PrepareAsync();
        var before = await ViewAsync();
        await DoAsync(prepared);
        Assert.NotEqual(before, await ViewAsync());
    }

    /// <summary>After a refusal the store works as before.</summary>
    [Fact]
    public async Task What_a_refused_write_set_named_can_be_written_later()
    {
        var job = Samples.Job() with { UniqueKey = StoreSamples.Key("unique") };
        var task = Samples.Task() with { IdempotencyKey = StoreSamples.Key("command") };
        await RefusedAsync(Refusal.DuplicateId, new InsertTask(task), new EnqueueJob(job), new EnqueueJob(job));
        await DoAsync(new InsertTask(task), new EnqueueJob(job));
        Assert.Equal(job.Id, (await ClaimOneAsync(await RegisterAsync())).Id);
    }

    /// <summary>The first refusal is the one that is told.</summary>
    [Fact]
    public async Task The_first_refusing_operation_is_named()
    {
        var refused = Assert.IsType<CommitResult.Refused>(await CommitAsync(
            new EnqueueJob(Samples.Job()),
            new RedriveJob(new JobId(Samples.NextId())),
            new CancelJob(new JobId(Samples.NextId()), History: null)));
        Assert.Equal((1, Refusal.DeadLetterNotFound), (refused.Operation, refused.Reason));
    }

    /// <summary>Later operations see what earlier ones did.</summary>
    [Fact]
    public async Task Operations_apply_in_order()
    {
        var running = await RunningAsync();
        await DoAsync(
            new DeadLetterJob(running.Lease, DeadLetterReason.Permanent, Samples.Error()),
            new RedriveJob(running.Id),
            new CancelJob(running.Id, History: null),
            new EnqueueJob(Samples.Job() with { Id = running.Id }));
        Assert.Equal(Epoch.None, (await FindAsync(running.Id)).Epoch);
    }

    /// <summary>A write set may be as long as its bound says.</summary>
    [Fact]
    public async Task The_longest_write_set_commits()
    {
        await DoAsync([.. Enumerable.Range(0, WriteSet.MaximumOperations).Select(_ => new EnqueueJob(Samples.Job()))]);
        Assert.Equal(
            WriteSet.MaximumOperations,
            Assert.Single(await Driver.Jobs.CountAsync(TestContext.Current.CancellationToken)).Count);
    }

    /// <summary>Plaintext never reaches the tables, and throws before anything of its write set is written.</summary>
    [Fact]
    public async Task Plaintext_is_refused_before_anything_is_written()
    {
        var running = await RunningAsync();
        var task = Samples.Task();
        await DoAsync(new InsertTask(task));
        var plain = Content.FromPlain("secret"u8.ToArray());
        var history = Samples.History(Samples.Job() with { Id = running.Id });

        WriteOperation[] leaking =
        [
            new EnqueueJob(Samples.Job() with { Payload = plain }),
            new InsertTask(Samples.Task() with { State = plain }),
            new InsertTask(Samples.Task() with { Label = plain }),
            new UpdateTask(task with { Version = 2, State = plain }),
            new RecordStep(running.Lease, Samples.Completed("step") with { Result = plain }),
            new RetryJob(running.Lease, Samples.Now, Samples.Error() with { Message = plain }),
            new DeadLetterJob(running.Lease, DeadLetterReason.Permanent, Samples.Error() with { Message = plain }),
            new EndJob(running.Lease, history with { Payload = plain }),
            new EndJob(running.Lease, history with { Result = plain }),
        ];
        var before = await ViewAsync();
        foreach (var operation in leaking)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(
                async () => await CommitAsync(new EnqueueJob(Samples.Job()), operation));
            Assert.Equal(before, await ViewAsync());
        }

        await DoAsync(new EndJob(running.Lease, history));
    }

    /// <summary>A closed driver says so, and closing it again is fine.</summary>
    [Fact]
    public async Task A_closed_driver_says_so()
    {
        var node = await RegisterAsync();
        await Driver.DisposeAsync();
        await Driver.DisposeAsync();

        var exception = await Assert.ThrowsAsync<StoreException>(
            async () => await CommitAsync(new EnqueueJob(Samples.Job())));
        Assert.Equal((StoreFault.Closed, false), (exception.Fault, exception.OutcomeUnknown));
        Assert.Equal(
            StoreFault.Closed,
            (await Assert.ThrowsAsync<StoreException>(async () => await ClaimAsync(node))).Fault);
        Assert.Equal(
            StoreFault.Closed,
            (await Assert.ThrowsAsync<StoreException>(async () => await ViewAsync())).Fault);
    }

    // One operation of every kind, each of which would commit alone and all of which commit together.
    private async ValueTask<WriteOperation[]> PrepareAsync()
    {
        var node = await RegisterAsync();
        await DoAsync([.. Enumerable.Range(0, 9).Select(_ => new EnqueueJob(Samples.Job()))]);
        var claimed = (await ClaimAsync(node)).Jobs;
        var retiring = Samples.Node();
        var dying = Samples.Node();
        var renewing = Samples.Node();
        var task = Samples.Task();
        var waiting = await EnqueueAsync();
        await DoAsync(
            new RegisterNode(retiring), new RegisterNode(dying), new RegisterNode(renewing), new InsertTask(task),
            new TakeLease("held", renewing.Id),
            new InsertTask(Samples.Task() with { Status = Domain.Tasks.TaskState.Completed, EndedAt = Samples.Now }),
            new EndJob(claimed[0].Lease, Samples.History(Samples.Job() with { Id = claimed[0].Id })),
            new DeadLetterJob(claimed[1].Lease, DeadLetterReason.Permanent, Samples.Error()),
            new DeadLetterJob(claimed[2].Lease, DeadLetterReason.Permanent, Samples.Error()));
        await DoAsync(new EnqueueJob(Samples.Job()), new EnqueueJob(Samples.Job()));
        await ClaimAsync(retiring.Id, limit: 1);
        await ClaimAsync(dying.Id, limit: 1);

        var later = Samples.Now.AddDays(1);
        return
        [
            new EnqueueJob(Samples.Job() with { UniqueKey = StoreSamples.Key("unique") }),
            new EnqueueJob(Samples.Job() with { UniqueKey = StoreSamples.Key("unique") }, UniqueConflict.Keep),
            new RecordStep(claimed[3].Lease, Samples.Completed("step")),
            new ReportProgress(claimed[3].Lease, Percent: 10),
            new EndJob(claimed[3].Lease, Samples.History(Samples.Job() with { Id = claimed[3].Id })),
            new RetryJob(claimed[4].Lease, later, Samples.Error()),
            new ReturnJob(claimed[5].Lease),
            new DeadLetterJob(claimed[6].Lease, DeadLetterReason.Permanent, Samples.Error()),
            new CancelJob(claimed[7].Id, History: null),
            new CancelJob(waiting.Id, Samples.History(waiting, JobEnd.Cancelled)),
            new RedriveJob(claimed[1].Id),
            new DiscardDeadLetter(claimed[2].Id, History: null),
            new InsertTask(Samples.Task() with { IdempotencyKey = StoreSamples.Key("command") }),
            new UpdateTask(task with { Version = 2 }),
            new RegisterNode(Samples.Node()),
            new RenewNode(renewing.Id, Beat: 2),
            new RetireNode(retiring.Id),
            new ExpireNode(dying.Id, Beat: 1),
            new TakeLease("retention", renewing.Id),
            new ReleaseLease(renewing.Id, new BackgroundResult("held", later, true, 1, TimeSpan.Zero, "Done.")),
            new AddKeyVersion(Samples.KeyVersion(KeyPurposes.Content)),
            new PruneHistory(later, Limit: 10),
            new PruneTasks(later, Limit: 10),
        ];
    }
}
