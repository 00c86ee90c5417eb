using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Conformance.Store;

/// <summary>Rates: how fast jobs of a queue, and of each of its partitions, begin.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class RateConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>After a burst, jobs begin one by one, and each claim says when the next may.</summary>
    [Fact]
    public async Task A_queue_begins_no_more_than_its_rate()
    {
        var (first, second) = (await RegisterAsync(), await RegisterAsync());
        await DoAsync(new LimitQueue(StoreSamples.Queue, new QueueLimits { Rate = new RateLimit(10, Minute, burst: 3) }));
        await EnqueueManyAsync(4, null);
        await EnqueueManyAsync(4, "a");

        var claim = await ClaimAsync(first, limit: 2);
        Assert.Equal(2, claim.Jobs.Count);
        Assert.All(claim.Jobs, job => Assert.True(job.HoldsPlace));
        claim = await ClaimAsync(second);
        Assert.Single(claim.Jobs);
        Assert.Equal(Samples.Now.AddSeconds(6), claim.NextDueAt);
        Assert.Empty((await ClaimAsync(second)).Jobs);

        Samples.Now += TimeSpan.FromSeconds(6) - TimeSpan.FromMilliseconds(1);
        Assert.Empty((await ClaimAsync(first)).Jobs);
        Samples.Now += TimeSpan.FromMilliseconds(1);
        Assert.Single((await ClaimAsync(first)).Jobs);
        Samples.Now += TimeSpan.FromSeconds(12);
        Assert.Equal(2, await CountAsync(first));
        Samples.Now += TimeSpan.FromHours(1);
        Assert.Equal(2, await CountAsync(first));
    }

    /// <summary>Each partition has a bucket of its own; one that is used up holds up nobody.</summary>
    [Fact]
    public async Task Each_partition_has_its_own_rate()
    {
        var node = await RegisterAsync();
        await DoAsync(new LimitQueue(
            StoreSamples.Queue, new QueueLimits { RatePerPartition = new RateLimit(60, Minute, burst: 2) }));
        await EnqueueManyAsync(9, "a");
        await EnqueueManyAsync(1, "b");
        await EnqueueManyAsync(5, null);

        Assert.Equal(8, await CountAsync(node));
        var claim = await ClaimAsync(node);
        Assert.Empty(claim.Jobs);
        Assert.Equal(Samples.Now.AddSeconds(1), claim.NextDueAt);

        await EnqueueManyAsync(3, "b");
        Assert.Equal("b", Assert.Single((await ClaimAsync(node)).Jobs).Partition?.Value);
        Samples.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(2, await CountAsync(node));
    }

    /// <summary>A rate counts attempts, suspects' too, and what ends gives nothing back.</summary>
    [Fact]
    public async Task Every_attempt_counts()
    {
        var (dying, node) = (await RegisterAsync(), await RegisterAsync());
        await DoAsync(new LimitQueue(
            StoreSamples.Queue,
            new QueueLimits
            {
                Rate = new RateLimit(60, Minute, burst: 4),
                RatePerPartition = new RateLimit(60, Minute, burst: 3),
            }));
        await EnqueueManyAsync(3, "a");
        var jobs = (await ClaimAsync(dying, limit: 2)).Jobs;
        await DoAsync(new RetryJob(jobs[0].Lease, Samples.Now, Samples.Error()));
        await ExpireAsync(dying);

        var claim = await ClaimAsync(node, suspects: true);
        Assert.Single(claim.Jobs);
        await DoAsync(new EndJob(claim.Jobs[0].Lease, null));
        Assert.Empty((await ClaimAsync(node)).Jobs);
        await EnqueueManyAsync(2, "b");
        Assert.Equal("b", Assert.Single((await ClaimAsync(node)).Jobs).Partition?.Value);
        Assert.Empty((await ClaimAsync(node)).Jobs);
    }

    /// <summary>A clock that steps back finds empty buckets, which fill as ever.</summary>
    [Fact]
    public async Task A_clock_that_steps_back_is_harmless()
    {
        var node = await RegisterAsync();
        await DoAsync(new LimitQueue(
            StoreSamples.Queue,
            new QueueLimits
            {
                Rate = new RateLimit(60, Minute, burst: 2),
                RatePerPartition = new RateLimit(30, Minute, burst: 1),
            }));
        await EnqueueManyAsync(9, null);
        await EnqueueManyAsync(2, "a");
        Assert.Equal(2, await CountAsync(node));

        Samples.Now -= TimeSpan.FromHours(1);
        var claim = await ClaimAsync(node);
        Assert.Empty(claim.Jobs);
        Assert.Equal(Samples.Now.AddSeconds(1), claim.NextDueAt);
        Samples.Now += TimeSpan.FromSeconds(10);
        Assert.Equal(2, await CountAsync(node));
    }

    /// <summary>Nodes whose clocks differ a little don't get more out of a bucket together.</summary>
    [Fact]
    public async Task Clocks_that_differ_get_no_more()
    {
        var node = await RegisterAsync();
        await DoAsync(new LimitQueue(StoreSamples.Queue, new QueueLimits { Rate = new RateLimit(60, Minute, burst: 2) }));
        await EnqueueManyAsync(9, null);
        Assert.Equal(2, await CountAsync(node));
        for (var i = 0; i < 3; i++)
        {
            Samples.Now -= TimeSpan.FromSeconds(30);
            Assert.Equal(0, await CountAsync(node));
            Samples.Now += TimeSpan.FromSeconds(30);
            Assert.Equal(0, await CountAsync(node));
        }
    }

    /// <summary>What a rate has used is forgotten once it says nothing any more, and not before.</summary>
    [Fact]
    public async Task What_was_used_up_is_forgotten()
    {
        var node = await RegisterAsync();
        await DoAsync(new LimitQueue(
            StoreSamples.Queue, new QueueLimits { RatePerPartition = new RateLimit(60, Minute, burst: 2) }));
        await EnqueueManyAsync(3, "a");
        await EnqueueManyAsync(1, "b");
        await EnqueueManyAsync(1, "c");
        Assert.Equal(4, await CountAsync(node));

        Assert.Equal(0, (await DoAsync(new PruneRates(Samples.Now, 10))).Affected);
        Samples.Now += TimeSpan.FromSeconds(1.5);
        Assert.Equal(1, (await DoAsync(new PruneRates(Samples.Now, 1))).Affected);
        Assert.Equal(1, (await DoAsync(new PruneRates(Samples.Now, 10))).Affected);
        await EnqueueManyAsync(3, "a");
        Assert.Equal(1, await CountAsync(node));
    }

    /// <summary>
    /// Nodes that claim at the same time begin, in any stretch of time, no more than the burst and what the stretch lets
    /// in; and as many as that when enough waits.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rates_hold_under_races(int seed)
    {
        var random = new Random(seed);
        var (all, each) = (new RateLimit(random.Next(20, 40), Minute, burst: 8), new RateLimit(7, Minute, burst: 2));
        await DoAsync(new LimitQueue(StoreSamples.Queue, new QueueLimits { Rate = all, RatePerPartition = each }));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => EnqueueManyAsync(40, $"p{i}").AsTask()));
        var nodes = new List<NodeId>();
        for (var i = 0; i < 5; i++)
        {
            nodes.Add(await RegisterAsync());
        }

        var (buckets, whole) = (new Dictionary<string, Bucket>(), new Bucket(all, Samples.Now));
        for (var round = 0; round < 25; round++)
        {
            var claims = await Task.WhenAll(nodes.Select(node => ClaimAsync(node, limit: random.Next(1, 5)).AsTask()));
            var begun = claims.SelectMany(claim => claim.Jobs).ToList();
            var isExhausted = claims.Any(claim => claim.Jobs.Count == 0);
            whole.Take(begun.Count, Samples.Now);
            foreach (var partition in begun.GroupBy(job => job.Partition!.Value.Value))
            {
                if (!buckets.TryGetValue(partition.Key, out var bucket))
                {
                    buckets.Add(partition.Key, bucket = new Bucket(each, Samples.Now));
                }

                bucket.Take(partition.Count(), Samples.Now);
            }

            Assert.True(!isExhausted || whole.IsEmpty(Samples.Now)
                || buckets.Count == 6 && buckets.Values.All(bucket => bucket.IsEmpty(Samples.Now)));
            Samples.Now += TimeSpan.FromMilliseconds(random.Next(1, 9_000));
        }

        Assert.True(buckets.Count == 6);
    }

    private async ValueTask EnqueueManyAsync(int count, string? partition)
    {
        for (var i = 0; i < count; i++)
        {
            NewJob job;
            lock (Samples)
            {
                job = Samples.Job();
            }

            await DoAsync(new EnqueueJob(job with
            {
                Partition = partition is null ? null : new PartitionKey(partition),
            }));
        }
    }

    // A claim may give less than there is; whoever wants all of it claims until nothing comes.
    private async ValueTask<int> CountAsync(NodeId node)
    {
        var count = 0;
        for (var more = true; more;)
        {
            var claim = await ClaimAsync(node);
            count += claim.Jobs.Count;
            more = claim.Jobs.Count > 0;
        }

        return count;
    }

    // A bucket as the books have it: it fills steadily, and each job takes one piece out.
    private sealed class Bucket(RateLimit rate, DateTimeOffset at)
    {
        private readonly TimeSpan interval = TimeSpan.FromMicroseconds(rate.Interval);
        private double content = rate.Burst;
        private DateTimeOffset filledAt = at;

        public void Take(int count, DateTimeOffset now)
        {
            Fill(now);
            content -= count;
            Assert.True(content > -1e-6, $"{-content} more began than the rate allows.");
        }

        public bool IsEmpty(DateTimeOffset now)
        {
            Fill(now);
            return content < 1 + 1e-6;
        }

        private void Fill(DateTimeOffset now)
        {
            content = Math.Min(rate.Burst, content + ((now - filledAt) / interval));
            filledAt = now;
        }
    }
}
