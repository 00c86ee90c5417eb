using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>What a claim gives, to whom, and in which order.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class ClaimConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>A claimed job carries all that its runner needs.</summary>
    [Fact]
    public async Task A_claim_gives_the_job_whole()
    {
        var node = await RegisterAsync();
        var job = Samples.Job() with
        {
            Priority = new JobPriority(2),
            Task = Samples.Place(),
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        await DoAsync(new EnqueueJob(job));
        Samples.Now += TimeSpan.FromSeconds(3);

        var claimed = await ClaimOneAsync(node);
        Assert.Equal(
            (job.Id, new Epoch(1), job.Type, job.Queue, job.Priority, 1),
            (claimed.Id, claimed.Epoch, claimed.Type, claimed.Queue, claimed.Priority, claimed.Attempt));
        Assert.Equal(
            (job.CreatedAt, Samples.Now, false, 0, job.Task, job.TraceParent),
            (claimed.CreatedAt, claimed.ClaimedAt, claimed.IsSuspect, claimed.DeathsAlone, claimed.Task,
                claimed.TraceParent));
        Assert.Equal(job.Payload.Sealed.ToArray(), claimed.Payload.Sealed.ToArray());
    }

    /// <summary>The hot table shows who runs it.</summary>
    [Fact]
    public async Task A_claimed_job_is_running_on_its_node()
    {
        var node = await RegisterAsync();
        var job = await EnqueueAsync();
        await ClaimOneAsync(node);

        var record = await FindAsync(job.Id);
        Assert.Equal(
            (JobState.Running, (NodeId?)node, (DateTimeOffset?)Samples.Now, 1, new Epoch(1)),
            (record.State, record.Node, record.ClaimedAt, record.Attempt, record.Epoch));
    }

    /// <summary>No payload is too small or, up to its bound and what sealing adds, too large.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1024 * 1024) + 4096)]
    public async Task A_payload_comes_back_bit_for_bit(int size)
    {
        var bytes = Encoding.ASCII.GetBytes(string.Create(size, 0, static (text, _) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (char)(i % 128);
            }
        }));
        var node = await RegisterAsync();
        await DoAsync(new EnqueueJob(Samples.Job() with { Payload = Content.FromSealed(bytes) }));

        Assert.Equal(bytes, (await ClaimOneAsync(node)).Payload.Sealed.ToArray());
    }

    /// <summary>Nothing there is no trouble.</summary>
    [Fact]
    public async Task A_claim_on_an_empty_queue_gives_nothing()
    {
        var claim = await ClaimAsync(await RegisterAsync());
        Assert.Empty(claim.Jobs);
        Assert.Equal((null, false, false), (claim.NextDueAt, claim.SuspectsWaiting, claim.NodeGone));
    }

    /// <summary>A smaller number is served first, whenever it came.</summary>
    [Fact]
    public async Task Jobs_come_by_priority_and_then_by_age()
    {
        var node = await RegisterAsync();
        var expected = new List<(int Priority, JobId Id)>();
        foreach (var priority in (int[])[5, 9, 0, 5, 9, 0, 4])
        {
            Samples.Now += TimeSpan.FromSeconds(1);
            var job = Samples.Job() with { Priority = new JobPriority(priority) };
            await DoAsync(new EnqueueJob(job));
            expected.Add((priority, job.Id));
        }

        var claim = await ClaimAsync(node);
        Assert.Equal(expected.Order().Select(job => job.Id), claim.Jobs.Select(job => job.Id));
    }

    /// <summary>The order holds from one claim to the next, too.</summary>
    [Fact]
    public async Task A_limit_takes_the_first_and_leaves_the_rest()
    {
        var node = await RegisterAsync();
        JobId[] ids = [(await EnqueueAsync()).Id, (await EnqueueAsync()).Id, (await EnqueueAsync()).Id];

        Assert.Equal(ids[..2], (await ClaimAsync(node, limit: 2)).Jobs.Select(job => job.Id));
        Assert.Equal(ids[2..], (await ClaimAsync(node, limit: 2)).Jobs.Select(job => job.Id));
        Assert.Empty((await ClaimAsync(node, limit: 2)).Jobs);
    }

    /// <summary>A job that went back to its queue is as old as it was.</summary>
    [Fact]
    public async Task A_returned_job_comes_before_younger_ones()
    {
        var running = await RunningAsync();
        Samples.Now += TimeSpan.FromSeconds(1);
        await EnqueueAsync();
        await DoAsync(new ReturnJob(running.Lease));

        Assert.Equal(running.Id, Assert.Single((await ClaimAsync(await RegisterAsync(), limit: 1)).Jobs).Id);
    }

    /// <summary>Queues don't mix.</summary>
    [Fact]
    public async Task Jobs_of_another_queue_stay_there()
    {
        var node = await RegisterAsync();
        var job = await EnqueueAsync();

        Assert.Empty((await ClaimAsync(node, queue: StoreSamples.OtherQueue)).Jobs);
        Assert.Equal(JobState.Available, (await FindAsync(job.Id)).State);
    }

    /// <summary>One runner at a time.</summary>
    [Fact]
    public async Task A_running_job_is_not_claimed_again()
    {
        await RunningAsync();
        Assert.Empty((await ClaimAsync(await RegisterAsync())).Jobs);
    }

    /// <summary>A node that was never registered gets nothing.</summary>
    [Fact]
    public async Task An_unknown_node_is_told_so()
    {
        await EnqueueAsync();
        await NothingForAsync(new NodeId(Samples.NextId()));
    }

    /// <summary>A node that was declared dead gets nothing.</summary>
    [Fact]
    public async Task A_dead_node_is_told_so()
    {
        await EnqueueAsync();
        var node = await RegisterAsync();
        await ExpireAsync(node);
        await NothingForAsync(node);
    }

    /// <summary>A node that retired gets nothing.</summary>
    [Fact]
    public async Task A_retired_node_is_told_so()
    {
        await EnqueueAsync();
        var node = await RegisterAsync();
        await DoAsync(new RetireNode(node));
        await NothingForAsync(node);
    }

    /// <summary>Guarantee 2 needs the epoch to grow, whoever claims.</summary>
    [Fact]
    public async Task Every_claim_has_a_newer_epoch()
    {
        var node = await RegisterAsync();
        await EnqueueAsync();
        var last = Epoch.None;
        for (var round = 0; round < 3; round++)
        {
            var claimed = await ClaimOneAsync(node);
            Assert.True(claimed.Epoch > last);
            last = claimed.Epoch;
            await DoAsync(new ReturnJob(claimed.Lease));
        }
    }

    private async ValueTask NothingForAsync(NodeId node)
    {
        await DoAsync(new EnqueueJob(Samples.JobIn(TimeSpan.FromSeconds(1))));
        Samples.Now += TimeSpan.FromSeconds(1);
        var before = await ViewAsync();

        var claim = await ClaimAsync(node);
        Assert.True(claim.NodeGone);
        Assert.Empty(claim.Jobs);
        Assert.Equal(before, await ViewAsync());
    }
}
