using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Conformance.Store;

/// <summary>Ordered partitions: one job at a time, in order, until it succeeds or is set aside.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class OrderedPartitionConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    /// <summary>The next job of a partition begins when the one before has ended; other partitions don't wait.</summary>
    [Fact]
    public async Task Jobs_of_a_partition_run_one_after_the_other()
    {
        var (first, second) = (await OrderedNodeAsync(), await RegisterAsync());
        var (a, b) = (await EnqueueInAsync("a", 3), await EnqueueInAsync("b", 2));

        var running = await ClaimAllAsync(first);
        Assert.Equal([a[0], b[0]], Ids(running));
        Assert.Empty(await ClaimAllAsync(second));

        await DoAsync(new EndJob(running[0].Lease, null));
        var next = Assert.Single(await ClaimAllAsync(second));
        Assert.Equal(a[1], next.Id);
        Assert.True(next.HoldsPlace);
    }

    /// <summary>A failed job holds its partition until its next attempt, which is the next to run.</summary>
    [Fact]
    public async Task A_retry_holds_its_partition()
    {
        var node = await OrderedNodeAsync();
        var (a, b) = (await EnqueueInAsync("a", 2), await EnqueueInAsync("b", 2));
        var running = await ClaimAllAsync(node);
        await DoAsync(new RetryJob(running[0].Lease, Samples.Now + Wait, Samples.Error()));
        await DoAsync(new EndJob(running[1].Lease, null));

        var claim = await ClaimAsync(node);
        Assert.Equal(b[1], Assert.Single(claim.Jobs).Id);
        Assert.Equal(Samples.Now + Wait, claim.NextDueAt);
        Assert.Empty(await ClaimAllAsync(node));

        Samples.Now += Wait;
        var again = Assert.Single(await ClaimAllAsync(node));
        Assert.Equal((a[0], 2), (again.Id, again.Attempt));
        await DoAsync(new EndJob(again.Lease, null));
        Assert.Equal([a[1]], Ids(await ClaimAllAsync(node)));
    }

    /// <summary>What is set aside, running or waiting, lets the next one begin.</summary>
    [Fact]
    public async Task What_is_set_aside_holds_nothing()
    {
        var node = await OrderedNodeAsync();
        var a = await EnqueueInAsync("a", 4);
        var dead = Assert.Single(await ClaimAllAsync(node));
        await DoAsync(new DeadLetterJob(dead.Lease, DeadLetterReason.Permanent, Samples.Error()));

        var cancelled = Assert.Single(await ClaimAllAsync(node));
        Assert.Equal(a[1], cancelled.Id);
        await DoAsync(new RetryJob(cancelled.Lease, Samples.Now + Wait, Samples.Error()));
        Assert.Empty(await ClaimAllAsync(node));
        await DoAsync(new CancelJob(cancelled.Id, null));
        Assert.Equal([a[2]], Ids(await ClaimAllAsync(node)));
    }

    /// <summary>A job that is back from the dead-letter queue takes its turn, and nothing runs beside it.</summary>
    [Fact]
    public async Task What_is_redriven_runs_alone_too()
    {
        var node = await OrderedNodeAsync();
        var a = await EnqueueInAsync("a", 3);
        var dead = Assert.Single(await ClaimAllAsync(node));
        await DoAsync(new DeadLetterJob(dead.Lease, DeadLetterReason.Permanent, Samples.Error()));
        var second = Assert.Single(await ClaimAllAsync(node));
        await DoAsync(new RedriveJob(dead.Id));
        Assert.Empty(await ClaimAllAsync(node));
        await DoAsync(new EndJob(second.Lease, null));

        var left = new List<JobId>();
        for (var i = 0; i < 2; i++)
        {
            var job = Assert.Single(await ClaimAllAsync(node));
            await DoAsync(new EndJob(job.Lease, null));
            left.Add(job.Id);
        }

        Assert.Equal([a[0], a[2]], left.Order());
    }

    /// <summary>A job that was enqueued with a delay and hasn't begun holds up nobody.</summary>
    [Fact]
    public async Task A_delayed_job_holds_nothing()
    {
        var node = await OrderedNodeAsync();
        var delayed = In("a") with { DueAt = Samples.Now + Wait };
        await DoAsync(new EnqueueJob(delayed));
        var a = await EnqueueInAsync("a", 1);
        Assert.Equal(a, Ids(await ClaimAllAsync(node)));
    }

    /// <summary>A job that its node gave back, or that it was taken from, is the next one again.</summary>
    [Fact]
    public async Task A_returned_job_is_next()
    {
        var node = await OrderedNodeAsync();
        var a = await EnqueueInAsync("a", 2);
        await DoAsync(new ReturnJob(Assert.Single(await ClaimAllAsync(node)).Lease));
        Assert.Equal([a[0]], Ids(await ClaimAllAsync(node)));
        Assert.Empty(await ClaimAllAsync(node));
    }

    /// <summary>A suspect holds its partition, and may itself begin.</summary>
    [Fact]
    public async Task A_suspect_holds_its_partition()
    {
        var dying = await OrderedNodeAsync();
        var a = await EnqueueInAsync("a", 2);
        Assert.Single(await ClaimAllAsync(dying));
        await ExpireAsync(dying);

        var node = await RegisterAsync();
        Assert.Empty((await ClaimAsync(node)).Jobs);
        var suspect = await ClaimOneAsync(node, suspects: true);
        Assert.Equal(a[0], suspect.Id);
        Assert.Empty((await ClaimAsync(node)).Jobs);
        await DoAsync(new EndJob(suspect.Lease, null));
        Assert.Equal([a[1]], Ids(await ClaimAllAsync(node)));
    }

    /// <summary>Jobs without a partition run side by side, also in an ordered queue.</summary>
    [Fact]
    public async Task Jobs_without_a_partition_are_not_ordered()
    {
        var node = await OrderedNodeAsync();
        await EnqueueInAsync("a", 3);
        var plain = new List<JobId>();
        for (var i = 0; i < 3; i++)
        {
            plain.Add((await EnqueueAsync()).Id);
        }

        var claimed = await ClaimAllAsync(node);
        Assert.Equal(4, claimed.Count);
        Assert.Equal(plain, claimed.Where(job => job.Partition is null).Select(job => job.Id));
    }

    /// <summary>
    /// On nodes that claim at the same time, with retries, returns, dead letters and dying nodes: one runs at a time, and
    /// each begins after the one before it has ended for good.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Order_holds_under_races_and_failures(int seed)
    {
        var random = new Random(seed);
        var nodes = new List<NodeId> { await OrderedNodeAsync(), await RegisterAsync(), await RegisterAsync() };
        var order = new Dictionary<string, Queue<JobId>>();
        foreach (var partition in (string[])["a", "b", "c", "d"])
        {
            order.Add(partition, new(await EnqueueInAsync(partition, 12)));
        }

        var running = new List<(NodeId Node, ClaimedJob Job)>();
        for (var round = 0; order.Values.Any(waiting => waiting.Count > 0); round++)
        {
            Assert.True(round < 1_000, $"Still waiting: {string.Join(", ", order.Select(each => each.Value.Count))}.");
            var claims = await Task.WhenAll(nodes.Select(async (node, index) =>
                (Node: node, (await ClaimAsync(node, limit: 3, suspects: index == 0 && seed % 2 == 0)).Jobs)));
            var suspects = await ClaimAsync(nodes[0], suspects: true);
            running.AddRange(claims.SelectMany(claim => claim.Jobs.Select(job => (claim.Node, job))));
            running.AddRange(suspects.Jobs.Select(job => (nodes[0], job)));
            Assert.All(running, one => Assert.Equal(order[one.Job.Partition!.Value.Value].Peek(), one.Job.Id));
            Assert.Equal(running.Count, running.DistinctBy(one => one.Job.Id).Count());
            await EndSomeAsync(random, nodes, running, order);
            Samples.Now += Wait / 2;
        }

        Assert.Empty(await ClaimAllAsync(nodes[0]));
    }

    private async Task EndSomeAsync(
        Random random, List<NodeId> nodes, List<(NodeId Node, ClaimedJob Job)> running, Dictionary<string, Queue<JobId>> order)
    {
        if (random.Next(6) == 0)
        {
            var dying = random.Next(nodes.Count);
            await ExpireAsync(nodes[dying]);
            running.RemoveAll(one => one.Node == nodes[dying]);
            nodes[dying] = await RegisterAsync();
        }

        var done = running.Where(_ => random.Next(3) > 0).ToList();
        await Task.WhenAll(done.Select(one => random.Next(5) switch
        {
            0 => RetryAsync(one.Job),
            1 => DoAsync(new ReturnJob(one.Job.Lease)).AsTask(),
            2 => EndAsync(one.Job, new DeadLetterJob(one.Job.Lease, DeadLetterReason.Permanent, Samples.Error())),
            _ => EndAsync(one.Job, new EndJob(one.Job.Lease, null)),
        }).ToArray());
        running.RemoveAll(done.Contains);

        Task RetryAsync(ClaimedJob job) => DoAsync(
            new RetryJob(job.Lease, Samples.Now + Wait, Samples.Error(job.Attempt))).AsTask();

        Task EndAsync(ClaimedJob job, WriteOperation end)
        {
            order[job.Partition!.Value.Value].Dequeue();
            return DoAsync(end).AsTask();
        }
    }

    private static List<JobId> Ids(IEnumerable<ClaimedJob> jobs) => [.. jobs.Select(job => job.Id)];

    private async ValueTask<NodeId> OrderedNodeAsync()
    {
        await DoAsync(new LimitQueue(StoreSamples.Queue, new QueueLimits { IsOrdered = true }));
        return await RegisterAsync();
    }

    private NewJob In(string partition) => Samples.Job() with { Partition = new PartitionKey(partition) };

    private async ValueTask<List<JobId>> EnqueueInAsync(string partition, int count)
    {
        var jobs = new List<JobId>();
        for (var i = 0; i < count; i++)
        {
            var job = In(partition);
            await DoAsync(new EnqueueJob(job));
            jobs.Add(job.Id);
        }

        return jobs;
    }

    // A claim may give less than there is; whoever wants all of it claims until nothing comes.
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
