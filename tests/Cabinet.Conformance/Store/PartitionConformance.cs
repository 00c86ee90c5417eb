using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Conformance.Store;

/// <summary>Partitions: fair turns, and a job's way through its life with one.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class PartitionConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>The partition is told wherever the job is shown.</summary>
    [Fact]
    public async Task A_partition_is_shown_with_its_job()
    {
        var job = In("a");
        var node = await RegisterAsync();
        await DoAsync(new EnqueueJob(job));
        Assert.Equal("a", (await FindAsync(job.Id)).Partition?.Value);
        Assert.Equal(JobState.Available, (await FindAsync(job.Id)).State);

        var claimed = await ClaimOneAsync(node);
        Assert.Equal("a", claimed.Partition?.Value);
        Assert.Equal(JobState.Running, (await FindAsync(job.Id)).State);

        await DoAsync(new DeadLetterJob(claimed.Lease, DeadLetterReason.Permanent, Samples.Error()));
        var dead = await Driver.DeadLetters.FindAsync(job.Id, TestContext.Current.CancellationToken);
        Assert.Equal("a", dead?.Partition?.Value);
    }

    /// <summary>However many wait in one, each partition has its turn before any has a second one.</summary>
    [Fact]
    public async Task Partitions_take_turns()
    {
        var node = await RegisterAsync();
        await EnqueueInAsync("noisy", 20);
        await EnqueueInAsync("quiet", 1);
        await EnqueueInAsync("small", 2);

        Assert.Equal(["noisy", "quiet", "small"], Sorted(await ClaimAsync(node, limit: 3)));
        Assert.Equal(["noisy", "noisy", "small"], Sorted(await ClaimAsync(node, limit: 3)));
    }

    /// <summary>A claim for one job goes on where the last one ended.</summary>
    [Fact]
    public async Task Turns_go_round_over_many_claims()
    {
        var node = await RegisterAsync();
        foreach (var partition in (string[])["a", "b", "c"])
        {
            await EnqueueInAsync(partition, 3);
        }

        var served = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            served.Add(Assert.Single((await ClaimAsync(node, limit: 1)).Jobs).Partition!.Value.Value);
        }

        Assert.Equal(["a", "b", "c", "a", "b", "c", "a", "b", "c"], served);
        Assert.Empty((await ClaimAsync(node)).Jobs);
    }

    /// <summary>Jobs without a partition take their turn as if they were one.</summary>
    [Fact]
    public async Task Jobs_without_a_partition_take_their_turn()
    {
        var node = await RegisterAsync();
        await EnqueueInAsync("a", 10);
        await EnqueueInAsync("b", 10);
        for (var i = 0; i < 10; i++)
        {
            await EnqueueAsync();
        }

        var claimed = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            claimed.Add(Assert.Single((await ClaimAsync(node, limit: 1)).Jobs).Partition?.Value ?? "");
        }

        Assert.Equal(["", "", "", "a", "a", "a", "b", "b", "b"], claimed.Order());
        Assert.Equal(["", "", "a", "a", "b", "b"], Sorted(await ClaimAsync(node, limit: 6)));
    }

    /// <summary>What a quiet partition can't use, the others get: claims are full while anything waits.</summary>
    [Fact]
    public async Task A_claim_is_filled_by_whoever_has_jobs()
    {
        var node = await RegisterAsync();
        await EnqueueInAsync("noisy", 50);
        await EnqueueInAsync("quiet", 1);

        var taken = 0;
        for (var more = true; more && taken < 40;)
        {
            var claim = await ClaimAsync(node, limit: 40 - taken);
            taken += claim.Jobs.Count;
            more = claim.MayHaveMore || claim.Jobs.Count > 0;
        }

        Assert.Equal(40, taken);
    }

    /// <summary>Priority and age order the jobs of one partition.</summary>
    [Fact]
    public async Task Priority_orders_within_a_partition()
    {
        var node = await RegisterAsync();
        var (first, second, urgent) = (In("a"), In("a"), In("a") with { Priority = new JobPriority(0) });
        await DoAsync(new EnqueueJob(first), new EnqueueJob(second), new EnqueueJob(urgent));

        Assert.Equal(
            [urgent.Id, first.Id, second.Id], (await ClaimAsync(node)).Jobs.Select(job => job.Id));
    }

    /// <summary>Whatever makes a job wait again, it is found again, once.</summary>
    [Fact]
    public async Task A_job_comes_back_to_its_partition()
    {
        var node = await RegisterAsync();
        var job = In("a");
        await DoAsync(new EnqueueJob(job));

        await DoAsync(new ReturnJob((await ClaimOneAsync(node)).Lease));
        await DoAsync(new RetryJob((await ClaimOneAsync(node)).Lease, Samples.Now, Samples.Error()));
        await DoAsync(new ReturnJob((await ClaimOneAsync(node)).Lease, Samples.Now));
        var claimed = await ClaimOneAsync(node);
        await DoAsync(new DeadLetterJob(claimed.Lease, DeadLetterReason.Permanent, Samples.Error()));
        Assert.Empty((await ClaimAsync(node)).Jobs);
        await DoAsync(new RedriveJob(job.Id));
        Assert.Equal("a", (await ClaimOneAsync(node)).Partition?.Value);

        await DoAsync(new RetireNode(node));
        var next = await RegisterAsync();
        Assert.Equal(job.Id, (await ClaimOneAsync(next)).Id);
        await ExpireAsync(next);
        var last = await RegisterAsync();
        Assert.Empty((await ClaimAsync(last)).Jobs);
        var suspect = await ClaimOneAsync(last, suspects: true);
        Assert.Equal((job.Id, "a"), (suspect.Id, suspect.Partition?.Value));
        await DoAsync(new ReturnJob(suspect.Lease));
        await DoAsync(new EndJob((await ClaimOneAsync(last)).Lease, Samples.History(job)));
        await GoneAsync(job.Id);
        Assert.Empty((await ClaimAsync(last)).Jobs);
    }

    /// <summary>A delayed job of a partition comes when it is due.</summary>
    [Fact]
    public async Task A_delayed_job_comes_to_its_partition_when_it_is_due()
    {
        var node = await RegisterAsync();
        var job = Samples.JobIn(TimeSpan.FromMinutes(1)) with { Partition = new PartitionKey("a") };
        await DoAsync(new EnqueueJob(job));
        Assert.Empty((await ClaimAsync(node)).Jobs);

        Samples.Now += TimeSpan.FromMinutes(1);
        Assert.Equal((job.Id, "a"), (await ClaimAsync(node)).Jobs.Select(claimed =>
            (claimed.Id, claimed.Partition?.Value)).Single());
    }

    /// <summary>A waiting job that was cancelled isn't claimed, and a running one is only asked to stop.</summary>
    [Fact]
    public async Task A_job_of_a_partition_can_be_cancelled()
    {
        var node = await RegisterAsync();
        var (waiting, running) = (In("a"), In("b"));
        await DoAsync(new EnqueueJob(waiting));
        Assert.Equal(1, (await DoAsync(new CancelJob(waiting.Id, null))).Affected);
        Assert.Empty((await ClaimAsync(node)).Jobs);

        await DoAsync(new EnqueueJob(running));
        await ClaimOneAsync(node);
        Assert.Equal(0, (await DoAsync(new CancelJob(running.Id, null))).Affected);
        Assert.True((await FindAsync(running.Id)).CancelRequested);
    }

    /// <summary>A unique key holds across partitions, and keeps nothing at the gate of the job that it rejected.</summary>
    [Fact]
    public async Task A_unique_job_waits_in_its_partition()
    {
        var node = await RegisterAsync();
        var first = In("a") with { UniqueKey = StoreSamples.Key("one") };
        var second = In("b") with { UniqueKey = StoreSamples.Key("one") };
        await DoAsync(new EnqueueJob(first));
        await DoAsync(new EnqueueJob(second, UniqueConflict.Keep));

        Assert.Equal(first.Id, (await ClaimOneAsync(node)).Id);
        Assert.Empty((await ClaimAsync(node)).Jobs);
    }

    /// <summary>Jobs with and without partition, tags and tasks go into one write set.</summary>
    [Fact]
    public async Task Many_kinds_of_jobs_are_enqueued_together()
    {
        var node = await RegisterAsync();
        await DoAsync(
            new EnqueueJob(In("a") with { Task = Samples.Place() }),
            new EnqueueJob(In("a") with { Tags = ["red"] }),
            new EnqueueJob(Samples.Job() with { Tags = ["red"] }),
            new EnqueueJob(Samples.Job()));

        Assert.Equal(["", "", "a", "a"], Sorted(await ClaimAsync(node)));
    }

    /// <summary>Counts and lists tell the same with and without partitions.</summary>
    [Fact]
    public async Task Waiting_and_running_jobs_are_counted()
    {
        var node = await RegisterAsync();
        await EnqueueInAsync("a", 3);
        await EnqueueAsync();
        await ClaimAsync(node, limit: 2);

        var counts = await Driver.Jobs.CountAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            [(JobState.Available, 2L), (JobState.Running, 2L)],
            counts.Select(count => (count.State, count.Count)).Order());
        var available = await Driver.Jobs.ListAsync(
            new() { State = JobState.Available }, Page.First, TestContext.Current.CancellationToken);
        Assert.Equal(2, available.Count);
    }

    private NewJob In(string partition) => Samples.Job() with { Partition = new PartitionKey(partition) };

    private async ValueTask EnqueueInAsync(string partition, int count) => await DoAsync(
        [.. Enumerable.Range(0, count).Select(_ => new EnqueueJob(In(partition)))]);

    private static IEnumerable<string> Sorted(ClaimResult claim) =>
        claim.Jobs.Select(job => job.Partition?.Value ?? "").Order(StringComparer.Ordinal);
}
