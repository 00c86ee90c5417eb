using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Conformance.Store;

/// <summary>How queues stand: counts, ages and rates.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class QueueStatusConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Nothing is said of queues that have nothing.</summary>
    [Fact]
    public async Task An_empty_store_has_no_queue_to_speak_of() => Assert.Empty(await StatusesAsync());

    /// <summary>Every state is counted, gated jobs and those of other queues apart.</summary>
    [Fact]
    public async Task Jobs_are_counted_by_state()
    {
        var (node, dying) = (await RegisterAsync(), await RegisterAsync());
        await EnqueueManyAsync(2);
        await ClaimAsync(dying);
        await ExpireAsync(dying);
        await EnqueueManyAsync(7);
        await EnqueueManyAsync(4, partition: "a");
        await EnqueueManyAsync(3, queue: StoreSamples.OtherQueue);
        await DoAsync(new EnqueueJob(Samples.JobIn(TimeSpan.FromHours(1))));
        var jobs = (await ClaimAsync(node, limit: 5)).Jobs;
        await DoAsync(new DeadLetterJob(jobs[0].Lease, DeadLetterReason.Permanent, Samples.Error()));

        var statuses = await StatusesAsync();

        Assert.Equal(["main", "other"], statuses.Select(status => status.Queue.Value));
        Assert.Equal((6, 1, 4, 2, 1), CountsOf(statuses[0]));
        Assert.Equal((3, 0, 0, 0, 0), CountsOf(statuses[1]));
        Assert.All(statuses, status => Assert.Null(status.CountedAt));
        await AgreesAsync();
    }

    /// <summary>The oldest is the oldest that waits, whatever its priority and partition, and not one that runs.</summary>
    [Fact]
    public async Task The_oldest_available_job_is_the_oldest_that_waits()
    {
        var node = await RegisterAsync();
        await EnqueueManyAsync(1);
        await ClaimAsync(node);
        Assert.Null((await StatusAsync()).OldestAvailableAt);

        await EnqueueManyAsync(1, partition: "z");
        var oldest = Samples.Now;
        Samples.Now += TimeSpan.FromMinutes(1);
        await DoAsync(new EnqueueJob(Samples.Job() with { Priority = new JobPriority(0) }));
        await EnqueueManyAsync(2, partition: "a");
        await EnqueueManyAsync(2);

        Assert.Equal(oldest, (await StatusAsync()).OldestAvailableAt);
        Assert.Equal(6, (await ClaimAsync(node)).Jobs.Count);
        Assert.Null((await StatusAsync()).OldestAvailableAt);
    }

    /// <summary>A job that was given back, and one that fell due, count and age as they did.</summary>
    [Fact]
    public async Task What_comes_back_is_counted_again()
    {
        var node = await RegisterAsync();
        await EnqueueManyAsync(3);
        var jobs = (await ClaimAsync(node)).Jobs;
        var enqueued = Samples.Now;
        await DoAsync(new ReturnJob(jobs[1].Lease));
        await DoAsync(new RetryJob(jobs[2].Lease, Samples.Now.AddMinutes(1), Samples.Error()));
        Samples.Now += TimeSpan.FromMinutes(2);
        await EnqueueManyAsync(1);

        var status = await StatusAsync();
        Assert.Equal((2, 1, 1, 0, 0), CountsOf(status));
        Assert.Equal(enqueued, status.OldestAvailableAt);

        Assert.Equal(1, (await ClaimAsync(node, limit: 1)).Jobs.Count);
        Assert.Equal((2, 0, 2, 0, 0), CountsOf(await StatusAsync()));
        await AgreesAsync();
    }

    /// <summary>What ended and what failed is counted by when it did.</summary>
    [Fact]
    public async Task Rates_count_what_ended_in_the_last_minute_and_hour()
    {
        var node = await RegisterAsync();
        await EnqueueManyAsync(6);
        var jobs = (await ClaimAsync(node)).Jobs;
        await EndAsync(jobs[0]);
        Samples.Now += TimeSpan.FromMinutes(30);
        await EndAsync(jobs[1]);
        await DoAsync(new DeadLetterJob(jobs[2].Lease, DeadLetterReason.Permanent, Samples.Error()));
        Samples.Now += TimeSpan.FromMinutes(31);
        await EndAsync(jobs[3]);
        await EndAsync(jobs[4]);
        await DoAsync(new DeadLetterJob(jobs[5].Lease, DeadLetterReason.Permanent, Samples.Error()));

        var status = await StatusAsync();

        Assert.Equal((2, 1), (status.LastMinute.Ended, status.LastMinute.Failed));
        Assert.Equal((3, 2), (status.LastHour.Ended, status.LastHour.Failed));
        Assert.Equal((2d, 0.05), (status.LastMinute.EndedPerMinute, status.LastHour.EndedPerMinute));
    }

    /// <summary>More than is counted exactly is what the last full count said, and never less than was seen.</summary>
    [Fact]
    public async Task Beyond_the_bound_the_last_full_count_speaks()
    {
        await EnqueueManyAsync(QueueStatus.MostExact);
        Assert.Equal(new QueueCount(QueueStatus.MostExact, IsExact: true), (await StatusAsync()).Available);
        await EnqueueManyAsync(5);
        if ((await StatusAsync()).Available.IsExact)
        {
            // A driver that counts everything exactly needs no full count.
            Assert.Equal(QueueStatus.MostExact + 5, (await StatusAsync()).Available.Count);
            return;
        }

        var status = await StatusAsync();
        Assert.Equal(new QueueCount(QueueStatus.MostExact, IsExact: false), status.Available);
        Assert.Null(status.CountedAt);

        var at = Samples.Now;
        await DoAsync(new RecordJobCounts(at, await Driver.Jobs.CountAsync(Cancel)));
        await EnqueueManyAsync(1, queue: StoreSamples.OtherQueue);
        status = await StatusAsync();
        Assert.Equal(new QueueCount(QueueStatus.MostExact + 5, IsExact: false), status.Available);
        Assert.Equal(at, status.CountedAt);
        Assert.Null((await StatusesAsync())[1].CountedAt);

        await DoAsync(new RecordJobCounts(at.AddMinutes(1), []));
        status = await StatusAsync();
        Assert.Equal((new QueueCount(QueueStatus.MostExact, IsExact: false), (DateTimeOffset?)null), (status.Available, status.CountedAt));
    }

    /// <summary>Random moves of jobs: the counts are those of a scan.</summary>
    [Fact]
    public async Task The_counts_agree_with_a_scan_after_random_moves()
    {
        var random = new Random(20_261_123);
        var node = await RegisterAsync();
        var running = new List<ClaimedJob>();
        for (var step = 0; step < 150; step++)
        {
            switch (random.Next(6))
            {
                case 0 or 1:
                    await EnqueueManyAsync(random.Next(1, 5), partition: random.Next(3) == 0 ? "p" + random.Next(3) : null);
                    break;
                case 2:
                    running.AddRange((await ClaimAsync(node, limit: random.Next(1, 6), suspects: random.Next(4) == 0)).Jobs);
                    break;
                case 3 when running.Count > 0:
                    await EndAsync(Take(running, random));
                    break;
                case 4 when running.Count > 0:
                    await DoAsync(new RetryJob(
                        Take(running, random).Lease, Samples.Now.AddSeconds(random.Next(-1, 3)), Samples.Error()));
                    break;
                case 5 when running.Count > 0:
                    await DoAsync(new ReturnJob(Take(running, random).Lease));
                    break;
                default:
                    Samples.Now += TimeSpan.FromSeconds(1);
                    break;
            }

            await AgreesAsync();
        }
    }

    private static ClaimedJob Take(List<ClaimedJob> running, Random random)
    {
        var at = random.Next(running.Count);
        var job = running[at];
        running.RemoveAt(at);
        return job;
    }

    private static (long Available, long Scheduled, long Running, long Suspect, long Dead) CountsOf(QueueStatus status)
    {
        Assert.True(status.Available.IsExact && status.Running.IsExact && status.DeadLetters.IsExact);
        return (status.Available.Count, status.Scheduled.Count, status.Running.Count, status.Suspect.Count,
            status.DeadLetters.Count);
    }

    private async ValueTask AgreesAsync()
    {
        var scanned = await Driver.Jobs.CountAsync(Cancel);
        var read = new List<JobCount>();
        foreach (var status in await StatusesAsync())
        {
            read.Add(new JobCount(status.Queue, JobState.Available, status.Available.Count));
            read.Add(new JobCount(status.Queue, JobState.Scheduled, status.Scheduled.Count));
            read.Add(new JobCount(status.Queue, JobState.Running, status.Running.Count));
            read.Add(new JobCount(status.Queue, JobState.Suspect, status.Suspect.Count));
        }

        Assert.Equal(scanned, read.Where(count => count.Count > 0));
    }

    private ValueTask<IReadOnlyList<QueueStatus>> StatusesAsync() => Driver.Queues.ListStatusAsync(Samples.Now, Cancel);

    private async ValueTask<QueueStatus> StatusAsync() =>
        (await StatusesAsync()).Single(status => status.Queue == StoreSamples.Queue);

    private async ValueTask EndAsync(ClaimedJob job) => await DoAsync(new EndJob(job.Lease, new HistoryRecord
    {
        Id = job.Id,
        Type = job.Type,
        Queue = job.Queue,
        End = JobEnd.Completed,
        Attempts = job.Attempt,
        CreatedAt = job.CreatedAt,
        StartedAt = job.ClaimedAt,
        EndedAt = Samples.Now,
    }));

    private async ValueTask EnqueueManyAsync(int count, string? partition = null, QueueName? queue = null)
    {
        foreach (var piece in Enumerable.Range(0, count).Chunk(1_000))
        {
            await DoAsync([.. piece.Select(_ => new EnqueueJob(Samples.Job() with
            {
                Queue = queue ?? StoreSamples.Queue,
                Partition = partition is null ? null : new PartitionKey(partition),
            }))]);
        }
    }
}
