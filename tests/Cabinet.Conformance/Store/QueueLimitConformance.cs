using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Conformance.Store;

/// <summary>Limits of what runs at the same time, and paused queues.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class QueueLimitConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>What is set is read back, and nothing set is nothing listed.</summary>
    [Fact]
    public async Task Settings_are_read_back()
    {
        var limits = new QueueLimits
        {
            MaximumRunning = 7,
            MaximumRunningPerPartition = 3,
            IsOrdered = true,
            Rate = new RateLimit(1_000_000, TimeSpan.FromDays(1), burst: 17),
            RatePerPartition = new RateLimit(1, TimeSpan.FromMilliseconds(1_001)),
        };
        await DoAsync(new LimitQueue(StoreSamples.Queue, limits), new PauseQueue(StoreSamples.OtherQueue, IsPaused: true));
        Assert.Equal(
            [
                new QueueSettings(StoreSamples.Queue, IsPaused: false, limits),
                new QueueSettings(StoreSamples.OtherQueue, IsPaused: true, QueueLimits.None),
            ],
            await Driver.Queues.ListAsync(TestContext.Current.CancellationToken));

        await DoAsync(new PauseQueue(StoreSamples.Queue, IsPaused: true));
        Assert.Equal(
            new QueueSettings(StoreSamples.Queue, IsPaused: true, limits),
            await Driver.Queues.FindAsync(StoreSamples.Queue, TestContext.Current.CancellationToken));

        await DoAsync(
            new PauseQueue(StoreSamples.Queue, IsPaused: false),
            new LimitQueue(StoreSamples.Queue, QueueLimits.None),
            new PauseQueue(StoreSamples.OtherQueue, IsPaused: false));
        Assert.Empty(await Driver.Queues.ListAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            new QueueSettings(StoreSamples.Queue, IsPaused: false, QueueLimits.None),
            await Driver.Queues.FindAsync(StoreSamples.Queue, TestContext.Current.CancellationToken));
    }

    /// <summary>A paused queue gives nothing, the others do; resumed, it gives everything.</summary>
    [Fact]
    public async Task A_paused_queue_gives_nothing()
    {
        var node = await RegisterAsync();
        await EnqueueAsync();
        await DoAsync(new EnqueueJob(In("a")), new EnqueueJob(Samples.Job() with { Queue = StoreSamples.OtherQueue }));
        await DoAsync(new PauseQueue(StoreSamples.Queue, IsPaused: true));

        Assert.Empty((await ClaimAsync(node)).Jobs);
        Assert.Empty((await ClaimAsync(node, suspects: true)).Jobs);
        Assert.Single((await ClaimAsync(node, queue: StoreSamples.OtherQueue)).Jobs);

        await DoAsync(new PauseQueue(StoreSamples.Queue, IsPaused: false));
        Assert.Equal(2, (await ClaimAsync(node)).Jobs.Count);
    }

    /// <summary>Running jobs of all nodes and of every kind count towards the limit of a queue.</summary>
    [Fact]
    public async Task No_more_of_a_queue_run_than_its_limit()
    {
        var (first, second) = (await RegisterAsync(), await RegisterAsync());
        await DoAsync(new LimitQueue(StoreSamples.Queue, new QueueLimits { MaximumRunning = 3 }));
        await DoAsync([.. Enumerable.Range(0, 4).Select(_ => new EnqueueJob(In("a")))]);
        await DoAsync([.. Enumerable.Range(0, 4).Select(_ => new EnqueueJob(Samples.Job()))]);

        var claimed = (await ClaimAsync(first, limit: 2)).Jobs;
        Assert.Equal(2, claimed.Count);
        Assert.All(claimed, job => Assert.True(job.HoldsPlace));
        Assert.Single((await ClaimAsync(second)).Jobs);
        Assert.Empty((await ClaimAsync(second)).Jobs);

        await DoAsync(new EndJob(claimed[0].Lease, null));
        Assert.Single((await ClaimAsync(second)).Jobs);
        await DoAsync(new ReturnJob(claimed[1].Lease));
        Assert.Single((await ClaimAsync(first)).Jobs);
        Assert.Empty((await ClaimAsync(first)).Jobs);
    }

    /// <summary>A partition at its limit is passed over and holds up nobody.</summary>
    [Fact]
    public async Task A_partition_at_its_limit_blocks_nobody()
    {
        var node = await RegisterAsync();
        await DoAsync(new LimitQueue(StoreSamples.Queue, new QueueLimits { MaximumRunningPerPartition = 2 }));
        await DoAsync([.. Enumerable.Range(0, 9).Select(_ => new EnqueueJob(In("a")))]);
        var claimed = (await ClaimAsync(node)).Jobs;
        Assert.Equal(2, claimed.Count);

        await DoAsync(new EnqueueJob(In("b")), new EnqueueJob(Samples.Job()), new EnqueueJob(Samples.Job()));
        await DoAsync(new EnqueueJob(Samples.Job()));
        var others = (await ClaimAllAsync(node)).Select(job => job.Partition?.Value ?? "");
        Assert.Equal(["", "", "", "b"], others.Order(StringComparer.Ordinal));

        await DoAsync(new EndJob(claimed[0].Lease, null));
        Assert.Equal("a", (await ClaimOneAsync(node)).Partition?.Value);
        Assert.Empty((await ClaimAsync(node)).Jobs);
    }

    /// <summary>A limit that is taken away, or made larger, lets more run at once.</summary>
    [Fact]
    public async Task Limits_can_be_changed()
    {
        var node = await RegisterAsync();
        await DoAsync(new LimitQueue(StoreSamples.Queue, new QueueLimits { MaximumRunning = 1 }));
        await DoAsync([.. Enumerable.Range(0, 9).Select(_ => new EnqueueJob(Samples.Job()))]);
        Assert.Single((await ClaimAsync(node)).Jobs);

        await DoAsync(new LimitQueue(StoreSamples.Queue, new QueueLimits { MaximumRunning = 3 }));
        Assert.Equal(2, (await ClaimAsync(node)).Jobs.Count);
        await DoAsync(new LimitQueue(StoreSamples.Queue, new QueueLimits { MaximumRunning = 2 }));
        Assert.Empty((await ClaimAsync(node)).Jobs);
        await DoAsync(new LimitQueue(StoreSamples.Queue, QueueLimits.None));
        Assert.Equal(6, (await ClaimAsync(node)).Jobs.Count);
    }

    /// <summary>What a dead node ran counts no more, and its suspects obey the limits like everybody.</summary>
    [Fact]
    public async Task Suspects_obey_the_limits()
    {
        var dying = await RegisterAsync();
        await DoAsync([.. Enumerable.Range(0, 3).Select(_ => new EnqueueJob(In("a")))]);
        Assert.Equal(3, (await ClaimAsync(dying)).Jobs.Count);
        await DoAsync(new LimitQueue(StoreSamples.Queue, new QueueLimits { MaximumRunningPerPartition = 1 }));
        await ExpireAsync(dying);

        var node = await RegisterAsync();
        var suspect = await ClaimOneAsync(node, suspects: true);
        Assert.Empty((await ClaimAsync(node, suspects: true)).Jobs);
        await DoAsync(new EndJob(suspect.Lease, null));
        Assert.Single((await ClaimAsync(node, limit: 1, suspects: true)).Jobs);
    }

    /// <summary>Nodes that claim at the same time never have more running together than the limits say.</summary>
    [Fact]
    public async Task Limits_hold_under_races()
    {
        var limits = new QueueLimits { MaximumRunning = 12, MaximumRunningPerPartition = 3 };
        await DoAsync(new LimitQueue(StoreSamples.Queue, limits));
        await DoAsync([.. Enumerable.Range(0, 120).Select(i => new EnqueueJob(In($"p{i % 6}")))]);
        var nodes = new List<NodeId>();
        for (var i = 0; i < 6; i++)
        {
            nodes.Add(await RegisterAsync());
        }

        var (running, ended) = (new List<ClaimedJob>(), 0);
        while (ended < 120)
        {
            var claims = await Task.WhenAll(nodes.Select(node => ClaimAsync(node, limit: 5).AsTask()));
            running.AddRange(claims.SelectMany(claim => claim.Jobs));
            Assert.InRange(running.Count, 1, 12);
            Assert.All(running.GroupBy(job => job.Partition), each => Assert.InRange(each.Count(), 1, 3));
            var done = running.Where((_, index) => index % 2 == 0).ToList();
            await Task.WhenAll(done.Select(job => DoAsync(new EndJob(job.Lease, null)).AsTask()));
            running.RemoveAll(done.Contains);
            ended += done.Count;
        }
    }

    private NewJob In(string partition) => Samples.Job() with { Partition = new PartitionKey(partition) };

    private async ValueTask<List<ClaimedJob>> ClaimAllAsync(NodeId node)
    {
        var all = new List<ClaimedJob>();
        for (var more = true; more;)
        {
            var claim = await ClaimAsync(node);
            all.AddRange(claim.Jobs);
            more = claim.Jobs.Count > 0;
        }

        return all;
    }
}
