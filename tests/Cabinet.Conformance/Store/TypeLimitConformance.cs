using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Conformance.Store;

/// <summary>Limits of job types within a queue: how many run at the same time, and how fast they begin.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class TypeLimitConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static readonly JobType Mail = new("mail.send");
    private static readonly JobType Report = new("report.build");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What is set is read back, beside what the queue itself has or without it.</summary>
    [Fact]
    public async Task Settings_are_read_back()
    {
        var mail = new TypeLimits { MaximumRunning = 3, Rate = new RateLimit(100, TimeSpan.FromMinutes(1), burst: 10) };
        var report = new TypeLimits { Rate = new RateLimit(1, TimeSpan.FromSeconds(2)) };
        await DoAsync(
            new PauseQueue(StoreSamples.Queue, IsPaused: true),
            new LimitJobType(StoreSamples.Queue, Report, report),
            new LimitJobType(StoreSamples.Queue, Mail, mail),
            new LimitJobType(StoreSamples.OtherQueue, Mail, new TypeLimits { MaximumRunning = 1 }));

        var all = await Driver.Queues.ListAsync(Cancel);
        Assert.Equal([StoreSamples.Queue, StoreSamples.OtherQueue], all.Select(queue => queue.Queue));
        Assert.Equal([true, false], all.Select(queue => queue.IsPaused));
        Assert.Equal([new JobTypeSettings(Mail, mail), new JobTypeSettings(Report, report)], all[0].Types);
        Assert.Equal(all[0].Types, (await Driver.Queues.FindAsync(StoreSamples.Queue, Cancel)).Types);

        await DoAsync(
            new PauseQueue(StoreSamples.Queue, IsPaused: false),
            new LimitJobType(StoreSamples.Queue, Mail, mail with { Rate = null }),
            new LimitJobType(StoreSamples.OtherQueue, Mail, TypeLimits.None),
            new LimitJobType(StoreSamples.Queue, Report, TypeLimits.None));
        var left = Assert.Single(await Driver.Queues.ListAsync(Cancel));
        Assert.Equal([new JobTypeSettings(Mail, mail with { Rate = null })], left.Types);
        await DoAsync(new LimitJobType(StoreSamples.Queue, Mail, TypeLimits.None));
        Assert.Empty(await Driver.Queues.ListAsync(Cancel));
    }

    /// <summary>Running jobs of a type count on all nodes, and what ends or comes back makes room.</summary>
    [Fact]
    public async Task No_more_of_a_type_run_than_its_limit()
    {
        var (first, second) = (await RegisterAsync(), await RegisterAsync());
        await LimitAsync(Mail, 3);
        await EnqueueManyAsync(6, Mail);

        var claimed = (await ClaimAsync(first, limit: 2)).Jobs;
        Assert.Equal(2, claimed.Count);
        Assert.All(claimed, job => Assert.True(job.HoldsPlace));
        Assert.Single((await ClaimAsync(second)).Jobs);
        Assert.Empty(await ClaimAllAsync(second));

        await DoAsync(new EndJob(claimed[0].Lease, null));
        Assert.Single(await ClaimAllAsync(second));
        await DoAsync(new ReturnJob(claimed[1].Lease));
        Assert.Single(await ClaimAllAsync(first));
        Assert.Empty(await ClaimAllAsync(first));
    }

    /// <summary>However much waits of a type at its limit, what lies behind begins, and keeps its order.</summary>
    [Fact]
    public async Task A_type_at_its_limit_holds_up_nobody()
    {
        var node = await RegisterAsync();
        await LimitAsync(Mail, 1);
        await EnqueueManyAsync(ClaimAllowance.MaximumSteppedAside + 200, Mail);
        var reports = await EnqueueManyAsync(3, Report);

        var claimed = await ClaimAllAsync(node, limit: 4);
        Assert.Equal(reports.Select(job => job.Id).Order(), claimed.Where(job => job.Type == Report).Select(job => job.Id));
        Assert.Single(claimed, job => job.Type == Mail);
        Assert.Equal(ClaimAllowance.MaximumSteppedAside + 199, await AvailableAsync());

        await EnqueueManyAsync(ClaimAllowance.MaximumSteppedAside + 1, Mail);
        var more = await EnqueueManyAsync(2, Report);
        Assert.Equal(more.Select(job => job.Id).Order(), (await ClaimAllAsync(node, limit: 4)).Select(job => job.Id));
    }

    /// <summary>What stepped aside goes on in its order, and others take turns with it.</summary>
    [Fact]
    public async Task What_stepped_aside_keeps_its_order()
    {
        var node = await RegisterAsync();
        await LimitAsync(Mail, 1);
        var mails = await EnqueueManyAsync(5, Mail);
        var ran = new List<JobId>();
        for (var i = 0; i < 5; i++)
        {
            await EnqueueManyAsync(1, Report);
            var claimed = await ClaimAllAsync(node);
            Assert.Single(claimed, job => job.Type == Report);
            ran.Add(Assert.Single(claimed, job => job.Type == Mail).Id);
            foreach (var job in claimed)
            {
                await DoAsync(new EndJob(job.Lease, null));
            }
        }

        Assert.Equal(mails.Select(job => job.Id), ran);
        Assert.Equal(0, await AvailableAsync());
    }

    /// <summary>The limits of the queue, of its partitions and of types hold together.</summary>
    [Fact]
    public async Task All_limits_hold_together()
    {
        var node = await RegisterAsync();
        await DoAsync(new LimitQueue(
            StoreSamples.Queue, new QueueLimits { MaximumRunning = 6, MaximumRunningPerPartition = 2 }));
        await LimitAsync(Mail, 3);
        foreach (var partition in (string[])["a", "b", "c"])
        {
            await EnqueueManyAsync(4, Mail, partition);
            await EnqueueManyAsync(1, Report, partition);
        }

        await EnqueueManyAsync(4, Mail);
        var claimed = await ClaimAllAsync(node);
        Assert.Equal(6, claimed.Count);
        Assert.Equal(3, claimed.Count(job => job.Type == Mail));
        Assert.All(
            claimed.Where(job => job.Partition is not null).GroupBy(job => job.Partition),
            each => Assert.InRange(each.Count(), 1, 2));
        Assert.Equal(3, claimed.Count(job => job.Type == Report));
    }

    /// <summary>In an ordered queue nobody passes by within a partition; other partitions go on.</summary>
    [Fact]
    public async Task Order_is_kept_in_ordered_partitions()
    {
        var node = await RegisterAsync();
        await DoAsync(new LimitQueue(StoreSamples.Queue, new QueueLimits { IsOrdered = true }));
        await LimitAsync(Mail, 1);
        var first = (await EnqueueManyAsync(1, Mail, "a"))[0];
        var second = (await EnqueueManyAsync(1, Mail, "b"))[0];
        var behind = (await EnqueueManyAsync(1, Report, "b"))[0];
        var other = (await EnqueueManyAsync(1, Report, "c"))[0];
        var plain = (await EnqueueManyAsync(1, Report))[0];

        var claimed = await ClaimAllAsync(node);
        Assert.Equal(
            new[] { first.Id, other.Id, plain.Id }.Order(), claimed.Select(job => job.Id).Order());
        await DoAsync(new EndJob(claimed.Single(job => job.Id == first.Id).Lease, null));
        var next = Assert.Single(await ClaimAllAsync(node));
        Assert.Equal(second.Id, next.Id);
        await DoAsync(new EndJob(next.Lease, null));
        Assert.Equal(behind.Id, Assert.Single(await ClaimAllAsync(node)).Id);
    }

    /// <summary>A type begins no faster than its rate, the claim says when it goes on, and others aren't held up.</summary>
    [Fact]
    public async Task A_type_begins_no_more_than_its_rate()
    {
        var (first, second) = (await RegisterAsync(), await RegisterAsync());
        await DoAsync(new LimitJobType(
            StoreSamples.Queue, Mail, new TypeLimits { Rate = new RateLimit(10, TimeSpan.FromMinutes(1), burst: 3) }));
        await EnqueueManyAsync(5, Mail);
        await EnqueueManyAsync(5, Mail, "a");
        await EnqueueManyAsync(2, Report);

        var claimed = await ClaimAllAsync(first);
        Assert.Equal(3, claimed.Count(job => job.Type == Mail));
        Assert.Equal(2, claimed.Count(job => job.Type == Report));
        var claim = await ClaimAsync(second);
        Assert.Empty(claim.Jobs);
        Assert.Equal(Samples.Now.AddSeconds(6), claim.NextDueAt);

        // What ends gives nothing back.
        await DoAsync(new EndJob(claimed.First(job => job.Type == Mail).Lease, null));
        Assert.Empty(await ClaimAllAsync(second));
        Samples.Now += TimeSpan.FromSeconds(6) - TimeSpan.FromMilliseconds(1);
        Assert.Empty(await ClaimAllAsync(second));
        Samples.Now += TimeSpan.FromMilliseconds(1);
        Assert.Single(await ClaimAllAsync(second));
        Samples.Now += TimeSpan.FromHours(1);
        Assert.Equal(3, (await ClaimAllAsync(first)).Count);
    }

    /// <summary>A limit that is raised or taken away lets go what stepped aside for it.</summary>
    [Fact]
    public async Task Limits_can_be_changed()
    {
        var node = await RegisterAsync();
        await LimitAsync(Mail, 1);
        await EnqueueManyAsync(9, Mail);
        await EnqueueManyAsync(3, Mail, "a");
        Assert.Single(await ClaimAllAsync(node));
        await LimitAsync(Mail, 3);
        Assert.Equal(2, (await ClaimAllAsync(node)).Count);
        await LimitAsync(Mail, 2);
        Assert.Empty(await ClaimAllAsync(node));
        await DoAsync(new LimitJobType(StoreSamples.Queue, Mail, TypeLimits.None));
        Assert.Equal(9, (await ClaimAllAsync(node)).Count);
        Assert.Equal(0, await AvailableAsync());
    }

    /// <summary>Suspects obey the limit of their type, and those of other types don't wait for them.</summary>
    [Fact]
    public async Task Suspects_obey_the_limits()
    {
        var dying = await RegisterAsync();
        await EnqueueManyAsync(3, Mail);
        await EnqueueManyAsync(1, Report);
        Assert.Equal(4, (await ClaimAsync(dying)).Jobs.Count);
        await LimitAsync(Mail, 1);
        await ExpireAsync(dying);

        var node = await RegisterAsync();
        var suspects = (await ClaimAsync(node, suspects: true)).Jobs;
        Assert.Equal([Mail, Report], suspects.Select(job => job.Type).OrderBy(type => type.Value, StringComparer.Ordinal));
        Assert.Empty((await ClaimAsync(node, suspects: true)).Jobs);
        await DoAsync(new EndJob(suspects.Single(job => job.Type == Mail).Lease, null));
        Assert.Single((await ClaimAsync(node, suspects: true)).Jobs);
    }

    /// <summary>What stepped aside is found, counted, cancelled and tried again like anything that waits.</summary>
    [Fact]
    public async Task What_stepped_aside_waits_like_others()
    {
        var node = await RegisterAsync();
        await LimitAsync(Mail, 1);
        var mails = await EnqueueManyAsync(3, Mail);
        var parted = await EnqueueManyAsync(2, Mail, "a");
        var running = Assert.Single(await ClaimAllAsync(node));
        var waiting = mails.Concat(parted).Where(job => job.Id != running.Id).ToList();

        Assert.Equal(4, await AvailableAsync());
        foreach (var job in waiting)
        {
            Assert.Equal(JobState.Available, (await FindAsync(job.Id)).State);
        }

        await FindsAsync(new JobSearch { Partition = new PartitionKey("a") }, parted);
        await FindsAsync(new JobSearch { Partition = new PartitionKey("a"), Queue = StoreSamples.Queue }, parted);
        await FindsAsync(new JobSearch { Type = Mail, State = JobState.Available }, waiting);
        await FindsAsync(new JobSearch { Queue = StoreSamples.Queue, State = JobState.Available }, waiting);
        var status = Assert.Single(await Driver.Queues.ListStatusAsync(Samples.Now, Cancel));
        Assert.Equal((4, 1), ((int)status.Available.Count, (int)status.Running.Count));

        foreach (var job in (NewJob[])[mails.First(mail => mail.Id != running.Id), parted[0]])
        {
            var done = await DoAsync(new CancelJob(job.Id, Samples.History(job, JobEnd.Cancelled)));
            Assert.Equal(1, done.Affected);
            waiting.Remove(job);
        }

        await DoAsync(new RetryJob(running.Lease, Samples.Now.AddMinutes(1), Samples.Error()));
        var ended = new List<JobId>();
        Samples.Now = Samples.Now.AddMinutes(2);
        while (ended.Count < 3)
        {
            var job = Assert.Single(await ClaimAllAsync(node));
            await DoAsync(new EndJob(job.Lease, null));
            ended.Add(job.Id);
        }

        Assert.Equal(waiting.Select(job => job.Id).Append(running.Id).Order(), ended.Order());
        Assert.Empty(await ClaimAllAsync(node));
        Assert.Equal(0, await AvailableAsync());
    }

    /// <summary>
    /// Nodes that claim at the same time, whatever mix of types and partitions waits: no limit is ever broken, nothing that
    /// may begin is left, and each job runs once.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Limits_hold_under_races(int seed)
    {
        var random = new Random(seed);
        var types = Enumerable.Range(0, 4).Select(i => new JobType($"type.{i}")).ToArray();
        var limits = new Dictionary<JobType, int> { [types[0]] = 1, [types[1]] = 4 };
        var queue = new QueueLimits { MaximumRunning = 14, MaximumRunningPerPartition = seed % 2 == 0 ? 3 : null };
        await DoAsync(new LimitQueue(StoreSamples.Queue, queue));
        foreach (var (type, most) in limits)
        {
            await LimitAsync(type, most);
        }

        var jobs = new Dictionary<JobId, NewJob>();
        var nodes = new List<NodeId>();
        for (var i = 0; i < 4; i++)
        {
            nodes.Add(await RegisterAsync());
        }

        var (running, ended) = (new List<ClaimedJob>(), new HashSet<JobId>());
        for (var round = 0; ended.Count < jobs.Count || round < 12; round++)
        {
            Assert.InRange(round, 0, 2_000);
            if (round < 12)
            {
                foreach (var job in Enumerable.Range(0, 15).Select(_ => Any(random, types)))
                {
                    jobs.Add(job.Id, job);
                    await DoAsync(new EnqueueJob(job));
                }
            }

            var claims = await Task.WhenAll(nodes.Select(node => ClaimAsync(node, limit: 5).AsTask()));
            running.AddRange(claims.SelectMany(claim => claim.Jobs));
            Check(running);
            running.AddRange(await ClaimAllAsync(nodes[0]));
            Check(running);
            AssertNothingFreeWaits();

            var done = running.Where(_ => random.Next(2) == 0).ToList();
            await Task.WhenAll(done.Select(job => EndAsync(job, random.Next(8) == 0)));
            running.RemoveAll(done.Contains);
        }

        Assert.Equal(jobs.Keys.Order(), ended.Order());

        async Task EndAsync(ClaimedJob job, bool comesBack)
        {
            if (comesBack)
            {
                await DoAsync(new ReturnJob(job.Lease));
                return;
            }

            await DoAsync(new EndJob(job.Lease, null));
            lock (ended)
            {
                Assert.True(ended.Add(job.Id));
            }
        }

        void Check(List<ClaimedJob> now)
        {
            Assert.InRange(now.Count, 0, 14);
            Assert.Equal(now.Count, now.Select(job => job.Id).Distinct().Count());
            Assert.All(limits, limit => Assert.InRange(now.Count(job => job.Type == limit.Key), 0, limit.Value));
            if (queue.MaximumRunningPerPartition is { } most)
            {
                Assert.All(
                    now.Where(job => job.Partition is not null).GroupBy(job => job.Partition),
                    each => Assert.InRange(each.Count(), 1, most));
            }
        }

        void AssertNothingFreeWaits()
        {
            var begun = running.Select(job => job.Id).ToHashSet();
            var free = running.Count >= 14 ? [] : jobs.Values.Where(job =>
                !ended.Contains(job.Id) && !begun.Contains(job.Id)
                && running.Count(other => other.Type == job.Type) < limits.GetValueOrDefault(job.Type, int.MaxValue)
                && (job.Partition is null || queue.MaximumRunningPerPartition is not { } most
                    || running.Count(other => other.Partition == job.Partition) < most));
            Assert.Empty(free);
        }
    }

    private NewJob Any(Random random, JobType[] types) => Samples.Job() with
    {
        Type = types[random.Next(types.Length)],
        Partition = random.Next(3) == 0 ? null : new PartitionKey($"p{random.Next(3)}"),
        Priority = new JobPriority(random.Next(3)),
    };

    private ValueTask<CommitResult.Committed> LimitAsync(JobType type, int running) =>
        DoAsync(new LimitJobType(StoreSamples.Queue, type, new TypeLimits { MaximumRunning = running }));

    private async ValueTask<List<NewJob>> EnqueueManyAsync(int count, JobType type, string? partition = null)
    {
        var jobs = new List<NewJob>();
        for (var i = 0; i < count; i++)
        {
            jobs.Add(Samples.Job() with
            {
                Type = type,
                Partition = partition is null ? null : new PartitionKey(partition),
            });
        }

        foreach (var some in jobs.Chunk(100))
        {
            await DoAsync([.. some.Select(job => new EnqueueJob(job))]);
        }

        return jobs;
    }

    private async ValueTask<List<ClaimedJob>> ClaimAllAsync(NodeId node, int limit = ClaimRequest.MaximumLimit)
    {
        var all = new List<ClaimedJob>();
        for (var (more, claims) = (true, 0); more; claims++)
        {
            Assert.InRange(claims, 0, 100);
            var claim = await ClaimAsync(node, limit);
            all.AddRange(claim.Jobs);
            more = claim.Jobs.Count > 0 || claim.MayHaveMore;
        }

        return all;
    }

    private async ValueTask<long> AvailableAsync() =>
        (await Driver.Jobs.CountAsync(Cancel)).Where(count => count.State == JobState.Available).Sum(count => count.Count);

    private async Task FindsAsync(JobSearch search, IEnumerable<NewJob> expected)
    {
        var found = await Driver.Jobs.SearchAsync(search, new Search(100, null, NewestFirst: false), Cancel);
        Assert.Equal(expected.Select(job => job.Id).Order(), found.Records.Select(job => job.Id).Order());
    }
}
