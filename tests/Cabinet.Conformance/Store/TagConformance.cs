using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>Tags of jobs: kept while the job lives or is dead-lettered, gone with it.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class TagConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>What goes in comes out, each tag once, in the order of their characters.</summary>
    [Fact]
    public async Task A_job_has_the_tags_it_was_enqueued_with()
    {
        var alone = Tagged("eu", "größe: 7", "a", "eu");
        await DoAsync(new EnqueueJob(alone));
        var plain = Samples.Job();
        var others = new[] { Tagged("eu"), plain, Tagged("us", "eu") with { Task = Samples.Place() } };
        await DoAsync([.. others.Select(job => new EnqueueJob(job))]);

        Assert.Equal(["a", "eu", "größe: 7"], await TagsAsync(alone.Id));
        Assert.Equal(["eu"], await TagsAsync(others[0].Id));
        Assert.Empty(await TagsAsync(plain.Id));
        Assert.Equal(["eu", "us"], await TagsAsync(others[2].Id));
    }

    /// <summary>A unique job that wasn't enqueued leaves no tags.</summary>
    [Fact]
    public async Task A_unique_job_has_its_tags_only_when_it_is_enqueued()
    {
        var first = Tagged("first") with { UniqueKey = StoreSamples.Key("one") };
        var second = Tagged("second") with { UniqueKey = StoreSamples.Key("one") };
        await DoAsync(new EnqueueJob(first, UniqueConflict.Keep));
        await DoAsync(new EnqueueJob(second, UniqueConflict.Keep));

        Assert.Equal(["first"], await TagsAsync(first.Id));
        Assert.Empty(await TagsAsync(second.Id));
    }

    /// <summary>Tags end with their job, so that a later one of the same id has its own only.</summary>
    [Fact]
    public async Task Tags_end_with_their_job()
    {
        var node = await RegisterAsync();
        var completed = Tagged("done");
        await DoAsync(new EnqueueJob(completed));
        var claimed = await ClaimOneAsync(node);
        await DoAsync(new EndJob(claimed.Lease, null));
        await DoAsync(new EnqueueJob(completed with { Tags = [] }));
        Assert.Empty(await TagsAsync(completed.Id));

        await DoAsync(new CancelJob(completed.Id, null));
        var cancelled = Tagged("cancelled");
        await DoAsync(new EnqueueJob(cancelled));
        await DoAsync(new CancelJob(cancelled.Id, null));
        await DoAsync(new EnqueueJob(cancelled with { Tags = [] }));
        Assert.Empty(await TagsAsync(cancelled.Id));
    }

    /// <summary>They stay through a return, a retry, the dead-letter queue and a redrive, and end when it is discarded.</summary>
    [Fact]
    public async Task Tags_go_with_their_job_into_the_dead_letter_queue_and_back()
    {
        var node = await RegisterAsync();
        var job = Tagged("a", "b");
        await DoAsync(new EnqueueJob(job));
        await DoAsync(new ReturnJob((await ClaimOneAsync(node)).Lease));
        await DoAsync(new RetryJob((await ClaimOneAsync(node)).Lease, Samples.Now, Samples.Error()));
        await DeadLetterAsync(node);
        Assert.Equal(["a", "b"], await TagsAsync(job.Id));

        await DoAsync(new RedriveJob(job.Id));
        Assert.Equal(["a", "b"], await TagsAsync(job.Id));

        await DeadLetterAsync(node);
        await DoAsync(new DiscardDeadLetter(job.Id, null));
        await DoAsync(new EnqueueJob(job with { Tags = [] }));
        Assert.Empty(await TagsAsync(job.Id));
    }

    /// <summary>The cause that a letter is grouped by is kept with it.</summary>
    [Fact]
    public async Task A_dead_letter_has_its_cause()
    {
        var job = await RunningAsync();
        await DoAsync(new DeadLetterJob(job.Lease, DeadLetterReason.Permanent, Samples.Error())
        {
            Cause = StoreSamples.Key("cause"),
        });

        var letter = await Driver.DeadLetters.FindAsync(job.Id, TestContext.Current.CancellationToken);
        Assert.Equal(StoreSamples.Key("cause"), letter?.Cause);
    }

    private NewJob Tagged(params string[] tags) => Samples.Job() with { Tags = tags };

    private async Task DeadLetterAsync(NodeId node) => await DoAsync(
        new DeadLetterJob((await ClaimOneAsync(node)).Lease, DeadLetterReason.Permanent, Samples.Error()));

    private ValueTask<IReadOnlyList<string>> TagsAsync(JobId id) =>
        Driver.Jobs.ReadTagsAsync(id, TestContext.Current.CancellationToken);
}
