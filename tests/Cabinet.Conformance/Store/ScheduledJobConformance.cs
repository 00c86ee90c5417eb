using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>When a job that waits for its time becomes available: at the first claim whose time has come.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class ScheduledJobConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Not a millisecond early, and the claim says how long to wait.</summary>
    [Fact]
    public async Task A_job_is_not_claimed_before_it_is_due()
    {
        var node = await RegisterAsync();
        var job = Samples.JobIn(TimeSpan.FromSeconds(5));
        await DoAsync(new EnqueueJob(job));
        Samples.Now += TimeSpan.FromSeconds(5) - TimeSpan.FromMilliseconds(1);

        var claim = await ClaimAsync(node);
        Assert.Empty(claim.Jobs);
        Assert.Equal(job.DueAt, claim.NextDueAt);
        Assert.Equal(JobState.Scheduled, (await FindAsync(job.Id)).State);
    }

    /// <summary>On the millisecond it is there.</summary>
    [Fact]
    public async Task A_job_is_claimed_when_it_is_due()
    {
        var node = await RegisterAsync();
        var job = Samples.JobIn(TimeSpan.FromSeconds(5));
        await DoAsync(new EnqueueJob(job));
        Samples.Now += TimeSpan.FromSeconds(5);

        var claim = await ClaimAsync(node);
        Assert.Equal(job.Id, Assert.Single(claim.Jobs).Id);
        Assert.Null(claim.NextDueAt);
        Assert.Null((await FindAsync(job.Id)).DueAt);
    }

    /// <summary>A clock that stepped back makes nothing due, and loses nothing.</summary>
    [Fact]
    public async Task A_clock_that_stepped_back_only_waits_longer()
    {
        var node = await RegisterAsync();
        var job = Samples.JobIn(TimeSpan.FromSeconds(5));
        await DoAsync(new EnqueueJob(job));

        Samples.Now -= TimeSpan.FromHours(1);
        Assert.Equal(job.DueAt, (await ClaimAsync(node)).NextDueAt);
        Samples.Now += TimeSpan.FromHours(2);
        Assert.Equal(job.Id, (await ClaimOneAsync(node)).Id);
    }

    /// <summary>The next due time is the earliest of this queue that is still to come.</summary>
    [Fact]
    public async Task The_next_due_time_is_the_earliest_of_the_queue()
    {
        var node = await RegisterAsync();
        var next = Samples.JobIn(TimeSpan.FromSeconds(20));
        await DoAsync(
            new EnqueueJob(Samples.JobIn(TimeSpan.FromSeconds(30))),
            new EnqueueJob(next),
            new EnqueueJob(Samples.JobIn(TimeSpan.FromSeconds(5))),
            new EnqueueJob(Samples.JobIn(TimeSpan.FromSeconds(10)) with { Queue = StoreSamples.OtherQueue }));
        Samples.Now += TimeSpan.FromSeconds(6);

        Assert.Equal(next.DueAt, (await ClaimAsync(node)).NextDueAt);
        Assert.Null((await ClaimAsync(await RegisterAsync(), queue: new("empty"))).NextDueAt);
    }

    /// <summary>
    /// Due jobs that a claim doesn't take are available from then on, also for a clock that is behind.
    /// </summary>
    [Fact]
    public async Task Due_jobs_beyond_the_limit_become_available()
    {
        var node = await RegisterAsync();
        await EnqueueAsync();
        var left = Samples.JobIn(TimeSpan.FromSeconds(1));
        await DoAsync(new EnqueueJob(left));
        Samples.Now += TimeSpan.FromSeconds(1);

        Assert.Null((await ClaimAsync(node, limit: 1)).NextDueAt);
        Assert.Equal(JobState.Available, (await FindAsync(left.Id)).State);
        Samples.Now -= TimeSpan.FromSeconds(10);
        Assert.Equal(left.Id, (await ClaimOneAsync(node)).Id);
    }

    /// <summary>A due job doesn't wait behind less urgent ones that were available all along.</summary>
    [Fact]
    public async Task A_due_job_takes_its_place_by_priority()
    {
        var node = await RegisterAsync();
        var urgent = Samples.JobIn(TimeSpan.FromSeconds(1)) with { Priority = new JobPriority(1) };
        await DoAsync(new EnqueueJob(Samples.Job()), new EnqueueJob(urgent));
        Samples.Now += TimeSpan.FromSeconds(1);

        Assert.Equal(urgent.Id, Assert.Single((await ClaimAsync(node, limit: 1)).Jobs).Id);
    }

    /// <summary>A claim makes due jobs of its own queue available, not those of others.</summary>
    [Fact]
    public async Task Due_jobs_of_another_queue_are_left_alone()
    {
        var job = Samples.JobIn(TimeSpan.FromSeconds(1)) with { Queue = StoreSamples.OtherQueue };
        await DoAsync(new EnqueueJob(job));
        Samples.Now += TimeSpan.FromSeconds(2);
        await ClaimAsync(await RegisterAsync());

        Assert.Equal(JobState.Scheduled, (await FindAsync(job.Id)).State);
    }
}
