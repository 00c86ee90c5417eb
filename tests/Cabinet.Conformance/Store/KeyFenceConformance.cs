using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance.Store;

/// <summary>Guarantee 11: write sets that bring content under a fenced or destroyed key version are refused.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class KeyFenceConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Whatever operation brings it.</summary>
    [Theory]
    [InlineData(nameof(EnqueueJob))]
    [InlineData(nameof(EndJob))]
    [InlineData("result")]
    [InlineData(nameof(RetryJob))]
    [InlineData(nameof(DeadLetterJob))]
    [InlineData(nameof(RecordStep))]
    [InlineData(nameof(CancelJob))]
    [InlineData(nameof(DiscardDeadLetter))]
    [InlineData(nameof(InsertTask))]
    [InlineData("label")]
    [InlineData(nameof(UpdateTask))]
    [InlineData(nameof(AddDataKey))]
    [InlineData(nameof(PutSchedule))]
    [InlineData(nameof(ReplaceContent))]
    public async Task Content_under_a_fenced_version_is_refused(string what)
    {
        var version = await RetiredAsync();
        var operation = await BringAsync(what, StoreSamples.Sealed("content", version));
        await DoAsync(new FenceKeyVersion(version, IsFenced: true));
        await RefusedAsync(Refusal.KeyFenced, operation);
        await DoAsync(new FenceKeyVersion(version, IsFenced: false));
        await DoAsync(operation);
    }

    /// <summary>Every operation that brings content is in the test above, also one that comes later.</summary>
    [Fact]
    public void Every_operation_that_brings_content_is_known_here()
    {
        var bringing = typeof(WriteOperation).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(WriteOperation)))
            .Where(type => type.GetProperties().Any(property => Carries(property.PropertyType)))
            .Select(type => type.Name).Order(StringComparer.Ordinal);
        Assert.Equal(
        [
            nameof(AddDataKey), nameof(CancelJob), nameof(DeadLetterJob), nameof(DiscardDeadLetter), nameof(EndJob),
            nameof(EnqueueJob), nameof(InsertTask), nameof(PutSchedule), nameof(RecordStep), nameof(ReplaceContent), nameof(RetryJob),
            nameof(UpdateTask),
        ], bringing);

        static bool Carries(Type type) =>
            type == typeof(Content)
            || (type.Namespace == typeof(NewJob).Namespace
                && type.GetProperties().Any(property => property.PropertyType == typeof(Content)));
    }

    /// <summary>A destroyed version is refused for good.</summary>
    [Fact]
    public async Task Content_under_a_destroyed_version_is_refused()
    {
        var version = await RetiredAsync();
        await DoAsync(
            new FenceKeyVersion(version, IsFenced: true),
            new ChangeKeyState(version, KeyState.Retired, KeyState.Destroyed, Samples.Now));
        await RefusedAsync(Refusal.KeyFenced, Enqueue(version));

        var added = Samples.KeyVersion(KeyPurposes.Content, KeyState.Destroyed);
        await DoAsync(new AddKeyVersion(added));
        await RefusedAsync(Refusal.KeyFenced, Enqueue(StoreSamples.Name(added)));
    }

    /// <summary>Other versions of the key, and other keys, go on.</summary>
    [Fact]
    public async Task Only_the_fenced_version_is_refused()
    {
        var version = await RetiredAsync();
        var other = await RetiredAsync();
        await DoAsync(new FenceKeyVersion(version, IsFenced: true));
        await DoAsync(
            Enqueue(other), Enqueue(version with { Version = new KeyVersion(2) }), new EnqueueJob(Samples.Job()));
    }

    /// <summary>A fence counts from its own operation on, and a refused fence doesn't.</summary>
    [Fact]
    public async Task A_fence_counts_within_its_write_set_and_goes_with_it()
    {
        var version = await RetiredAsync();
        await DoAsync(Enqueue(version));
        await RefusedAsync(Refusal.KeyFenced, new FenceKeyVersion(version, IsFenced: true), Enqueue(version));
        await DoAsync(Enqueue(version));
        await DoAsync(Enqueue(version), new FenceKeyVersion(version, IsFenced: true));
        await RefusedAsync(Refusal.KeyFenced, Enqueue(version));
        await DoAsync(new FenceKeyVersion(version, IsFenced: false), Enqueue(version));
    }

    /// <summary>What a refused set wrote before isn't there, and whoever shared its commit is.</summary>
    [Fact]
    public async Task A_refused_set_leaves_the_others_of_its_commit()
    {
        var version = await RetiredAsync();
        await DoAsync(new FenceKeyVersion(version, IsFenced: true));
        var results = await Task.WhenAll(Enumerable.Range(0, 60)
            .Select(number => number % 3 == 0
                ? new WriteOperation[] { new EnqueueJob(Samples.Job()), Enqueue(version) }
                : [new EnqueueJob(Samples.Job())])
            .Select(operations => Task.Run(async () => await CommitAsync(operations))));
        Assert.Equal(40, results.Count(result => result is CommitResult.Committed));
        Assert.Equal(40, (await Driver.Jobs.CountAsync(TestContext.Current.CancellationToken)).Sum(row => row.Count));
    }

    /// <summary>What only moves within the store isn't brought, so that nothing sticks where it is.</summary>
    [Fact]
    public async Task Content_that_moves_within_the_store_is_not_refused()
    {
        var version = await RetiredAsync();
        var node = await RegisterAsync();
        await DoAsync(Enqueue(version), Enqueue(version), Enqueue(version));
        var running = (await ClaimAsync(node)).Jobs;
        await DoAsync(new FenceKeyVersion(version, IsFenced: true));

        await DoAsync(
            new DeadLetterJob(running[0].Lease, DeadLetterReason.Permanent, Samples.Error()),
            new RetryJob(running[1].Lease, Samples.Now, Samples.Error()),
            new ReturnJob(running[2].Lease));
        await DoAsync(new RedriveJob(running[0].Id));
        Assert.Equal(3, (await ClaimAsync(node)).Jobs.Count);
    }

    private async ValueTask<SealedUnder> RetiredAsync()
    {
        var key = Samples.KeyVersion(KeyPurposes.Content, KeyState.Retired);
        await DoAsync(new AddKeyVersion(key));
        return StoreSamples.Name(key);
    }

    private EnqueueJob Enqueue(SealedUnder version) =>
        new(Samples.Job() with { Payload = StoreSamples.Sealed("payload", version) });

    private async ValueTask<WriteOperation> BringAsync(string what, Content content)
    {
        var job = Samples.Job();
        var kept = Samples.History(job);
        var task = Samples.Task();
        switch (what)
        {
            case nameof(EnqueueJob):
                return new EnqueueJob(job with { Payload = content });
            case nameof(CancelJob):
                await DoAsync(new EnqueueJob(job));
                return new CancelJob(job.Id, kept with { Payload = content });
            case nameof(InsertTask):
                return new InsertTask(task with { State = content });
            case "label":
                return new InsertTask(task with { Label = content });
            case nameof(UpdateTask):
                await DoAsync(new InsertTask(task));
                return new UpdateTask(task with { Version = 2, State = content });
            case nameof(AddDataKey):
                return new AddDataKey(Samples.DataKey() with { Wrapped = content });
            case nameof(PutSchedule):
                return new PutSchedule(Samples.Schedule("fenced") with { Payload = content });
            case nameof(ReplaceContent):
                await DoAsync(new EnqueueJob(job));
                return new ReplaceContent(await FindFirstAsync(job), content);
            default:
                return await BringToJobAsync(what, content);
        }
    }

    private async ValueTask<WriteOperation> BringToJobAsync(string what, Content content)
    {
        var running = await RunningAsync();
        var kept = Samples.History(Samples.Job() with { Id = running.Id });
        var error = Samples.Error() with { Message = content };
        switch (what)
        {
            case nameof(EndJob):
                return new EndJob(running.Lease, kept with { Payload = content });
            case "result":
                return new EndJob(running.Lease, kept with { Result = content });
            case nameof(RetryJob):
                return new RetryJob(running.Lease, Samples.Now, error);
            case nameof(DeadLetterJob):
                return new DeadLetterJob(running.Lease, DeadLetterReason.Permanent, error);
            case nameof(RecordStep):
                return new RecordStep(running.Lease, Samples.Completed("step") with { Result = content });
            default:
                Assert.Equal(nameof(DiscardDeadLetter), what);
                await DoAsync(new DeadLetterJob(running.Lease, DeadLetterReason.Permanent, Samples.Error()));
                return new DiscardDeadLetter(running.Id, kept with { Payload = content });
        }
    }

    // The sample's own payload has no name of a key in it, so it is put under one that nobody fences first.
    private async ValueTask<StoredContent> FindFirstAsync(NewJob job)
    {
        var free = await RetiredAsync();
        var under = StoreSamples.Sealed("under another", free);
        var other = Samples.Job() with { Payload = under };
        await DoAsync(new EnqueueJob(other));
        Assert.NotEqual(job.Id, other.Id);
        return Assert.Single(
            (await Driver.Contents.FindAsync(free, null, 10, TestContext.Current.CancellationToken)).Contents);
    }
}
