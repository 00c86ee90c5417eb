using System.Collections.Concurrent;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;

namespace Cabinet.Postgres.Tests.Writing;

/// <summary>
/// Enqueuers whose transactions overlap in every way, and claimers of several nodes: each committed job is claimed once,
/// and once more for each time it was given back; none is passed over, and none is claimed that was rolled back.
/// </summary>
public sealed class ClaimUnderFireTests : StoreConformance<PostgresHarness>
{
    private const int Enqueuers = 5;
    private const int Claimers = 4;

    // So many empty rounds over all queues, when nobody enqueues any more, mean that nothing is left.
    private const int EmptyRounds = 3;

    private static readonly QueueName[] Queues = [StoreSamples.Queue, StoreSamples.OtherQueue, new("third")];

    private readonly ConcurrentBag<JobId> committed = [];
    private readonly ConcurrentBag<JobId> claimed = [];
    private readonly ConcurrentBag<JobId> returned = [];
    private readonly Lock sampling = new();
    private readonly List<JobId> inOrder = [];
    private readonly List<JobId> seenInOrder = [];
    private int enqueuing;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_committed_job_is_claimed_once(int seed)
    {
        // A second instance of the driver, with lanes of its own.
        await using var second = await Harness.OpenAsync();
        enqueuing = Enqueuers + 2;
        var tasks = new List<Task>();
        for (var i = 0; i < Enqueuers; i++)
        {
            var enqueuer = new FireEnqueuer(Harness, i % 2 == 0 ? Driver : second, Make, new Random((seed * 100) + i));
            tasks.Add(Task.Run(() => EnqueueAsync(enqueuer), Cancel));
        }

        tasks.Add(Task.Run(EnqueueInOrderAsync, Cancel));
        tasks.Add(Task.Run(() => RollBackClaimsAsync(new Random(seed)), Cancel));
        for (var i = 0; i < Claimers; i++)
        {
            var (driver, random) = (i % 2 == 0 ? Driver : second, new Random((seed * 1000) + i));
            var node = Make(samples => samples.Node());
            await DoAsync(new RegisterNode(node));
            tasks.Add(Task.Run(() => ClaimAllAsync(driver, node.Id, random, Queues), Cancel));
        }

        var alone = Make(samples => samples.Node());
        await DoAsync(new RegisterNode(alone));
        tasks.Add(Task.Run(() => ClaimAllAsync(second, alone.Id, new Random(seed), [FireEnqueuer.Ordered]), Cancel));
        await Task.WhenAll(tasks);

        Assert.True(committed.Count > 500, $"only {committed.Count} jobs were committed");
        Assert.Equal(committed.Concat(returned).Order(), claimed.Order());
        Assert.Equal(inOrder, seenInOrder);
        Assert.Equal(committed.Count, await Driver.History.CountAsync(Cancel));
        Assert.Empty(await Driver.Jobs.CountAsync(Cancel));
    }

    private async Task EnqueueAsync(FireEnqueuer enqueuer)
    {
        try
        {
            await enqueuer.RunAsync(committed.Add, Cancel);
        }
        finally
        {
            Interlocked.Decrement(ref enqueuing);
        }
    }

    // One caller, one job after the other, beside late transactions in the same queue.
    private async Task EnqueueInOrderAsync()
    {
        try
        {
            for (var i = 0; i < 120; i++)
            {
                var job = Make(samples => samples.Job() with { Queue = FireEnqueuer.Ordered, Type = FireEnqueuer.OrderedType });
                await DoAsync(new EnqueueJob(job));
                inOrder.Add(job.Id);
                committed.Add(job.Id);
            }
        }
        finally
        {
            Interlocked.Decrement(ref enqueuing);
        }
    }

    // A claim that is undone leaves everything as it was.
    private async Task RollBackClaimsAsync(Random random)
    {
        try
        {
            var node = Make(samples => samples.Node());
            await DoAsync(new RegisterNode(node));
            for (var i = 0; i < 60; i++)
            {
                await using var own = (OwnPostgresTransaction)await Harness.BeginAsync();
                await own.ExecuteAsync(Harness.Qualify(
                    $"""
                    SELECT (SELECT count(*) FROM cabinet.claim('{node.Id}', q.id, {1 + random.Next(6)}, now(), false, 1000000))
                    FROM (SELECT n.id FROM cabinet.name n WHERE n.text = '{Queues[random.Next(3)].Value}') AS q
                    """));
                await own.RollBackAsync();
            }
        }
        finally
        {
            Interlocked.Decrement(ref enqueuing);
        }
    }

    private async Task ClaimAllAsync(IStoreDriver driver, NodeId node, Random random, QueueName[] queues)
    {
        var given = new List<JobLease>();
        for (var empty = 0; empty < EmptyRounds;)
        {
            // Asked before the claims: whatever was enqueued until then, they have to find.
            var isLast = Volatile.Read(ref enqueuing) == 0 && given.Count == 0;
            var found = 0;
            foreach (var queue in queues)
            {
                found += await ClaimAsync(driver, new ClaimRequest(node, queue, 1 + random.Next(6), Later, false), given, random);
            }

            foreach (var lease in given)
            {
                await DoAsync(new ReturnJob(lease, random.Next(2) == 0 ? null : Samples.Now.AddMinutes(1)));
                returned.Add(lease.Job);
            }

            empty = found == 0 && isLast ? empty + 1 : 0;
            given.Clear();
        }
    }

    // Everything scheduled is due at once.
    private DateTimeOffset Later => Samples.Now.AddHours(1);

    private async Task<int> ClaimAsync(
        IStoreDriver driver, ClaimRequest request, List<JobLease> given, Random random)
    {
        var claim = await driver.ClaimAsync(request, Cancel);
        foreach (var job in claim.Jobs)
        {
            claimed.Add(job.Id);
            if (job.Type == FireEnqueuer.OrderedType)
            {
                seenInOrder.Add(job.Id);
            }
            else if (job.Attempt == 1 && random.Next(6) == 0)
            {
                given.Add(job.Lease);
                continue;
            }

            var ended = Make(samples => samples.History(samples.Job() with { Id = job.Id }));
            Assert.IsType<CommitResult.Committed>(
                await driver.CommitAsync(new WriteSet([new EndJob(job.Lease, ended)]), Cancel));
        }

        return claim.Jobs.Count;
    }

    private T Make<T>(Func<StoreSamples, T> make)
    {
        lock (sampling)
        {
            return make(Samples);
        }
    }
}
