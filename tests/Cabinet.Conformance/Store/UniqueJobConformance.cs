using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

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

    /// <summary>A waiting job can be withdrawn and replaced in one commit, and a running one isn't.</summary>
    [Fact]
    public async Task Only_a_waiting_job_is_replaced()
    {
        var first = await EnqueueUniqueAsync();
        var second = Unique();
        await DoAsync(Withdraw(first), new EnqueueJob(second));
        await GoneAsync(first.Id);

        var running = await ClaimAsync();
        Assert.Equal(second.Id, running.Id);
        var refused = Assert.IsType<CommitResult.Refused>(await CommitAsync(Withdraw(second), new EnqueueJob(Unique())));
        Assert.Equal((0, Refusal.JobRunning), (refused.Operation, refused.Reason));
        Assert.False((await FindAsync(second.Id)).CancelRequested);

        await DoAsync(new RetryJob(running.Lease, Samples.Now.AddSeconds(1), Samples.Error()));
        await DoAsync(Withdraw(second), new EnqueueJob(Unique()));
        await RefusedAsync(Refusal.JobNotFound, Withdraw(second));
    }

    /// <summary>A job in a partition leaves nothing behind when it is replaced.</summary>
    [Fact]
    public async Task A_replaced_job_leaves_its_partition()
    {
        var first = Unique() with { Partition = new PartitionKey("a"), Tags = ["one"] };
        await DoAsync(new EnqueueJob(first));
        var second = Unique() with { Partition = new PartitionKey("b") };
        await DoAsync(Withdraw(first), new EnqueueJob(second));
        Assert.Equal(second.Id, (await ClaimAsync()).Id);
    }

    /// <summary>A key that was given away is free, and its job goes on to its end.</summary>
    [Fact]
    public async Task A_released_key_is_free()
    {
        var first = await EnqueueUniqueAsync();
        var running = await ClaimAsync();
        var second = Unique();
        await DoAsync(new ReleaseUniqueKey(first.Id), new EnqueueJob(second));
        await RefusedAsync(Refusal.JobNotFound, new ReleaseUniqueKey(first.Id));
        await DoAsync(new RetryJob(running.Lease, Samples.Now, Samples.Error()));
        Assert.Equal(2, (await Driver.ClaimAsync(
            new ClaimRequest(await RegisterAsync(), StoreSamples.Queue, 10, Samples.Now),
            TestContext.Current.CancellationToken)).Jobs.Count);
        await RefusedAsync(Refusal.UniqueKeyTaken, new EnqueueJob(Unique()));
    }

    /// <summary>Whoever minds dead letters is refused, and told which it was.</summary>
    [Fact]
    public async Task A_dead_letter_can_be_minded()
    {
        var minded = new RequireNoDeadLetter(Taken);
        await DoAsync(minded);
        var dead = await EnqueueUniqueAsync();
        await DoAsync(minded);
        await DoAsync(new DeadLetterJob((await ClaimAsync()).Lease, DeadLetterReason.Permanent, Samples.Error()));

        var refused = await RefusedAsync(Refusal.UniqueKeyTaken, new EnqueueJob(Unique()), minded);
        Assert.Equal(dead.Id.Value, refused.Existing);
        await DoAsync(new RequireNoDeadLetter(StoreSamples.Key("other")));
        await DoAsync(new DiscardDeadLetter(dead.Id, null));
        await DoAsync(new EnqueueJob(Unique()), minded);
    }

    /// <summary>Of many that enqueue one key at the same time one job is there, and everybody is told of it.</summary>
    [Fact]
    public async Task One_of_many_at_the_same_time_gets_the_key()
    {
        var jobs = Enumerable.Range(0, 40).Select(_ => Unique()).ToList();
        var results = await Task.WhenAll(jobs.Select((job, index) => CommitAsync(
            new EnqueueJob(job, index % 2 == 0 ? UniqueConflict.Reject : UniqueConflict.Keep)).AsTask()));

        var holder = (await ClaimAsync()).Id;
        Assert.Contains(jobs, job => job.Id == holder);
        for (var i = 0; i < jobs.Count; i++)
        {
            var told = results[i] switch
            {
                CommitResult.Committed { Kept: { } kept } => kept[jobs[i].Id],
                CommitResult.Refused { Reason: Refusal.UniqueKeyTaken, Existing: { } existing } => new JobId(existing),
                var committed => Assert.IsType<CommitResult.Committed>(committed) is { } ? jobs[i].Id : default,
            };
            Assert.Equal(holder, told);
        }
    }

    /// <summary>Of many that replace one job at the same time exactly one does, and the others find it gone.</summary>
    [Fact]
    public async Task One_of_many_at_the_same_time_replaces()
    {
        var first = await EnqueueUniqueAsync();
        var jobs = Enumerable.Range(0, 30).Select(_ => Unique()).ToList();
        var results = await Task.WhenAll(jobs.Select(job => CommitAsync(Withdraw(first), new EnqueueJob(job)).AsTask()));

        var winner = Assert.Single(jobs, job => results[jobs.IndexOf(job)] is CommitResult.Committed);
        Assert.Equal(winner.Id, (await ClaimAsync()).Id);
        Assert.All(
            results.OfType<CommitResult.Refused>(),
            refused => Assert.Equal((0, Refusal.JobNotFound), (refused.Operation, refused.Reason)));
    }

    /// <summary>A key is never held by a dead letter and by a job that minded it, whichever came first.</summary>
    [Fact]
    public async Task Whoever_minds_dead_letters_never_stands_beside_one()
    {
        var node = await RegisterAsync();
        for (var round = 0; round < 20; round++)
        {
            var key = StoreSamples.Key($"round {round}");
            await DoAsync(new EnqueueJob(Unique() with { UniqueKey = key }));
            var holder = await ClaimOneAsync(node);
            var next = Unique() with { UniqueKey = key };
            var dying = DoAsync(new DeadLetterJob(holder.Lease, DeadLetterReason.Permanent, Samples.Error())).AsTask();
            var refused = Assert.IsType<CommitResult.Refused>(
                await CommitAsync(new EnqueueJob(next), new RequireNoDeadLetter(key)));
            await dying;

            Assert.Equal((Refusal.UniqueKeyTaken, holder.Id.Value), (refused.Reason, refused.Existing));
            await GoneAsync(next.Id);
        }
    }

    private static CancelJob Withdraw(NewJob job) => new(job.Id, History: null) { OnlyIfWaiting = true };

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
