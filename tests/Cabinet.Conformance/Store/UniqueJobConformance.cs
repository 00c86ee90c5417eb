using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>At most one live job holds a unique key.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class UniqueJobConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static readonly string Taken = StoreSamples.Key("taken");

    /// <summary>The refusal names the job that holds the key.</summary>
    [Fact]
    public async Task A_taken_key_is_refused()
    {
        var first = await EnqueueUniqueAsync();
        var refused = await RefusedAsync(Refusal.UniqueKeyTaken, new EnqueueJob(Unique()));
        Assert.Equal(first.Id.Value, refused.Existing);
    }

    /// <summary>Uniqueness doesn't depend on queue or type.</summary>
    [Fact]
    public async Task A_key_is_taken_in_every_queue()
    {
        await EnqueueUniqueAsync();
        await RefusedAsync(Refusal.UniqueKeyTaken, new EnqueueJob(Unique() with { Queue = StoreSamples.OtherQueue }));
    }

    /// <summary>A repeated commit shows as what it is, not as a conflict with itself.</summary>
    [Fact]
    public async Task The_same_job_again_is_a_duplicate_before_it_is_a_conflict()
    {
        var job = await EnqueueUniqueAsync();
        await RefusedAsync(Refusal.DuplicateId, new EnqueueJob(job));
        await RefusedAsync(Refusal.DuplicateId, new EnqueueJob(job, UniqueConflict.Keep));
    }

    /// <summary>No key is no conflict, and other keys are other keys.</summary>
    [Fact]
    public async Task Other_keys_and_no_keys_do_not_conflict()
    {
        await EnqueueUniqueAsync();
        await DoAsync(
            new EnqueueJob(Samples.Job() with { UniqueKey = StoreSamples.Key("free") }),
            new EnqueueJob(Samples.Job()),
            new EnqueueJob(Samples.Job()));
    }

    /// <summary>Keep leaves the first job, tells which it is, and goes on with the write set.</summary>
    [Fact]
    public async Task Keep_keeps_the_first_job_and_goes_on()
    {
        var first = await EnqueueUniqueAsync();
        var second = Unique();
        var other = Samples.Job();
        var committed = await DoAsync(new EnqueueJob(second, UniqueConflict.Keep), new EnqueueJob(other));

        Assert.Equal([KeyValuePair.Create(second.Id, first.Id)], committed.Kept!);
        await GoneAsync(second.Id);
        await FindAsync(first.Id);
        await FindAsync(other.Id);
    }

    /// <summary>Keep with a free key is an ordinary enqueue.</summary>
    [Fact]
    public async Task Keep_with_a_free_key_inserts()
    {
        var job = Unique();
        Assert.Null((await DoAsync(new EnqueueJob(job, UniqueConflict.Keep))).Kept);
        await FindAsync(job.Id);
    }

    /// <summary>The first of a write set wins over the later ones.</summary>
    [Fact]
    public async Task Keep_sees_the_jobs_of_its_own_write_set()
    {
        NewJob[] jobs = [Unique(), Unique(), Unique()];
        var committed = await DoAsync([.. jobs.Select(job => new EnqueueJob(job, UniqueConflict.Keep))]);

        Assert.Equal(2, committed.Kept!.Count);
        Assert.All(jobs.Skip(1), job => Assert.Equal(jobs[0].Id, committed.Kept[job.Id]));
        await FindAsync(jobs[0].Id);
    }

    /// <summary>Live is live: waiting, scheduled, running, to be retried, or suspected.</summary>
    [Theory]
    [InlineData(JobState.Available)]
    [InlineData(JobState.Scheduled)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Suspect)]
    public async Task A_live_job_holds_its_key(JobState state)
    {
        var job = await EnqueueUniqueAsync();
        if (state != JobState.Available)
        {
            var running = await ClaimAsync();
            await BringAsync(running, state);
        }

        Assert.Equal(state, (await FindAsync(job.Id)).State);
        await RefusedAsync(Refusal.UniqueKeyTaken, new EnqueueJob(Unique()));
    }

    /// <summary>The key is free once the job isn't live any more.</summary>
    [Fact]
    public async Task The_end_of_a_job_frees_its_key()
    {
        await EnqueueUniqueAsync();
        await DoAsync(new EndJob((await ClaimAsync()).Lease, History: null));
        await EnqueueUniqueAsync();
    }

    /// <summary>Also when it was cancelled before it ran.</summary>
    [Fact]
    public async Task Cancelling_a_job_frees_its_key()
    {
        var job = await EnqueueUniqueAsync();
        await DoAsync(new CancelJob(job.Id, History: null));
        await EnqueueUniqueAsync();
    }

    /// <summary>Also in the write set that ends the holder.</summary>
    [Fact]
    public async Task A_key_is_free_for_the_write_set_that_ends_its_job()
    {
        await EnqueueUniqueAsync();
        await DoAsync(new EndJob((await ClaimAsync()).Lease, History: null), new EnqueueJob(Unique()));
    }

    /// <summary>A dead-lettered job isn't live, and a redrive needs the key again.</summary>
    [Fact]
    public async Task A_dead_lettered_job_frees_its_key_and_a_redrive_takes_it_again()
    {
        var dead = await EnqueueUniqueAsync();
        await DoAsync(new DeadLetterJob((await ClaimAsync()).Lease, DeadLetterReason.Permanent, Samples.Error()));

        var second = await EnqueueUniqueAsync();
        var refused = await RefusedAsync(Refusal.UniqueKeyTaken, new RedriveJob(dead.Id));
        Assert.Equal(second.Id.Value, refused.Existing);

        await DoAsync(new CancelJob(second.Id, History: null), new RedriveJob(dead.Id));
        await RefusedAsync(Refusal.UniqueKeyTaken, new EnqueueJob(Unique()));
    }

    private NewJob Unique() => Samples.Job() with { UniqueKey = Taken };

    private async ValueTask<NewJob> EnqueueUniqueAsync()
    {
        var job = Unique();
        await DoAsync(new EnqueueJob(job));
        return job;
    }

    private async ValueTask<ClaimedJob> ClaimAsync() => await ClaimOneAsync(await RegisterAsync());

    private async ValueTask BringAsync(ClaimedJob running, JobState state)
    {
        if (state == JobState.Scheduled)
        {
            await DoAsync(new RetryJob(running.Lease, Samples.Now.AddSeconds(1), Samples.Error()));
        }
        else if (state == JobState.Suspect)
        {
            await ExpireAsync((await FindAsync(running.Id)).Node ?? default(NodeId));
        }
    }
}
