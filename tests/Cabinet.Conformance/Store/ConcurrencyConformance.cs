using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Store;

/// <summary>Many callers at once: each write set whole, each job to one node, each key to one job.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class ConcurrencyConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private const int Callers = 8;

    /// <summary>Of all that try at once, one gets the key.</summary>
    [Fact]
    public async Task One_of_many_gets_a_unique_key()
    {
        NewJob[] jobs =
            [.. Enumerable.Range(0, 64).Select(_ => Samples.Job() with { UniqueKey = StoreSamples.Key("unique") })];
        var results = await AllAsync(jobs.Length, i => CommitAsync(new EnqueueJob(jobs[i])));

        var winner = Assert.Single(jobs, job => results[Array.IndexOf(jobs, job)] is CommitResult.Committed);
        Assert.All(
            results.OfType<CommitResult.Refused>(),
            refused => Assert.Equal(
                (Refusal.UniqueKeyTaken, (Guid?)winner.Id.Value), (refused.Reason, refused.Existing)));
    }

    /// <summary>
    /// A write set that is refused takes nothing of its neighbours along, and they take nothing of it.
    /// </summary>
    [Fact]
    public async Task Neighbours_of_a_refused_write_set_commit()
    {
        var taken = await EnqueueAsync();
        NewJob[] jobs = [.. Enumerable.Range(0, 64).Select(_ => Samples.Job())];
        var results = await AllAsync(jobs.Length, i => i % 2 == 0
            ? CommitAsync(new EnqueueJob(jobs[i]))
            : CommitAsync(new EnqueueJob(jobs[i]), new EnqueueJob(taken)));

        for (var i = 0; i < jobs.Length; i++)
        {
            Assert.Equal(i % 2 == 0, results[i] is CommitResult.Committed);
            var found = await Driver.Jobs.FindAsync(jobs[i].Id, TestContext.Current.CancellationToken);
            Assert.Equal(i % 2 == 0, found is not null);
        }
    }

    /// <summary>One runner at a time, however many ask.</summary>
    [Fact]
    public async Task Parallel_claims_never_give_a_job_twice()
    {
        var nodes = new NodeId[Callers];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = await RegisterAsync();
        }

        JobId[] ids = [.. Enumerable.Range(0, 500).Select(_ => new JobId(Samples.NextId()))];
        await DoAsync([.. ids.Select(id => new EnqueueJob(Samples.Job() with { Id = id }))]);
        var claimed = await AllAsync(Callers, async i =>
        {
            var mine = new List<JobId>();
            while ((await ClaimAsync(nodes[i], limit: 7)).Jobs is { Count: > 0 } jobs)
            {
                mine.AddRange(jobs.Select(job => job.Id));
            }

            return mine;
        });

        Assert.Equal(ids, claimed.SelectMany(mine => mine).Order());
    }

    /// <summary>Enqueues, claims and outcomes at the same time lose nothing and repeat nothing.</summary>
    [Fact]
    public async Task Producers_and_consumers_beside_each_other_lose_nothing()
    {
        NewJob[] jobs = [.. Enumerable.Range(0, 400).Select(_ => Samples.Job())];
        var nodes = new NodeId[Callers];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = await RegisterAsync();
        }

        var producing = Callers;
        var work = await AllAsync(Callers, async i =>
        {
            try
            {
                for (var next = i; next < jobs.Length; next += Callers)
                {
                    await DoAsync(new EnqueueJob(jobs[next]));
                }
            }
            finally
            {
                Interlocked.Decrement(ref producing);
            }

            return await DrainAsync(nodes[i], () => Volatile.Read(ref producing) == 0);
        });

        Assert.Equal(jobs.Select(job => job.Id), work.SelectMany(mine => mine).Order());
        Assert.Equal(jobs.Length, await Driver.History.CountAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await Driver.Jobs.CountAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Of all that change the same version of a task, one succeeds.</summary>
    [Fact]
    public async Task One_of_many_changes_a_task()
    {
        var task = Samples.Task();
        await DoAsync(new InsertTask(task));
        var results = await AllAsync(32, _ => CommitAsync(new UpdateTask(task with { Version = 2 })));
        Assert.Single(results, result => result is CommitResult.Committed);
    }

    private async ValueTask<List<JobId>> DrainAsync(NodeId node, Func<bool> isLast)
    {
        var mine = new List<JobId>();
        while (true)
        {
            // Asked before the claim: whatever was enqueued until then, the claim would see.
            var last = isLast();
            var jobs = (await ClaimAsync(node, limit: 5)).Jobs;
            foreach (var job in jobs)
            {
                await DoAsync(new EndJob(job.Lease, Samples.History(new NewJob
                {
                    Id = job.Id,
                    Type = job.Type,
                    Queue = job.Queue,
                    CreatedAt = job.CreatedAt,
                    Payload = job.Payload,
                })));
                mine.Add(job.Id);
            }

            if (last && jobs.Count == 0)
            {
                return mine;
            }
        }
    }

    // Every caller on a thread of the pool, so that a driver that commits in place is called in parallel, too.
    private static Task<T[]> AllAsync<T>(int callers, Func<int, ValueTask<T>> call) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(i => Task.Run(() => call(i).AsTask())));
}
