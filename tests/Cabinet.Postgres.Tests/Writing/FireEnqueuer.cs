using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Postgres.Tests.Writing;

/// <summary>
/// Enqueues through the driver and in transactions of its own, several of which are open at once, with more rows than a
/// claim takes, with savepoints, and now and then rolled back.
/// </summary>
internal sealed class FireEnqueuer(
    PostgresHarness harness, IStoreDriver driver, Func<Func<StoreSamples, NewJob>, NewJob> make, Random random)
{
    private const int Steps = 30;
    private const int MostOpen = 5;

    // Six of them are more than one claim may carry (ClaimSql.MaximumPayloadBytes).
    private const int LargePayload = 3 * 1024 * 1024;

    private readonly List<(IOwnTransaction Own, List<JobId> Jobs)> open = [];

    public static QueueName Ordered { get; } = new("ordered");

    public static JobType OrderedType { get; } = new("ordered.job");

    /// <summary>Does all of it, and says which jobs were committed.</summary>
    public async Task RunAsync(Action<JobId> committed, CancellationToken cancellationToken)
    {
        for (var step = 0; step < Steps; step++)
        {
            if (random.Next(3) == 0)
            {
                var jobs = Jobs(1 + random.Next(8));
                Assert.IsType<CommitResult.Committed>(await driver.CommitAsync(Set(jobs), cancellationToken));
                jobs.ForEach(job => committed(job.Id));
            }
            else
            {
                open.Add(await BeginAsync(cancellationToken));
            }

            if (open.Count > MostOpen || random.Next(4) == 0)
            {
                await EndOneAsync(committed);
            }
        }

        while (open.Count > 0)
        {
            await EndOneAsync(committed);
        }
    }

    private async Task<(IOwnTransaction Own, List<JobId> Jobs)> BeginAsync(CancellationToken cancellationToken)
    {
        var own = await harness.BeginAsync();
        var kept = new List<JobId>();
        for (var part = random.Next(3); part >= 0; part--)
        {
            var jobs = Jobs(random.Next(10) == 0 ? 60 : 1 + random.Next(6));
            await own.SaveAsync("before");
            Assert.IsType<CommitResult.Committed>(
                await driver.EnlistAsync(Set(jobs), own.Transaction, cancellationToken));
            if (random.Next(4) == 0)
            {
                await own.RollBackToAsync("before");
            }
            else
            {
                kept.AddRange(jobs.Select(job => job.Id));
            }
        }

        return (own, kept);
    }

    private async Task EndOneAsync(Action<JobId> committed)
    {
        if (open.Count == 0)
        {
            return;
        }

        var index = random.Next(open.Count);
        var (own, jobs) = open[index];
        open.RemoveAt(index);
        await using (own)
        {
            if (random.Next(4) == 0)
            {
                await own.RollBackAsync();
                return;
            }

            await own.CommitAsync();
            jobs.ForEach(committed);
        }
    }

    private List<NewJob> Jobs(int count) => [.. Enumerable.Range(0, count).Select(_ => Job())];

    private NewJob Job() => make(samples => samples.Job() with
    {
        Queue = random.Next(12) switch
        {
            < 5 => StoreSamples.Queue,
            < 9 => StoreSamples.OtherQueue,
            < 11 => new QueueName("third"),
            _ => Ordered,
        },
        Priority = new JobPriority(random.Next(10)),
        DueAt = random.Next(8) == 0 ? samples.Now.AddMinutes(1) : null,
        Payload = random.Next(150) == 0 ? Content.FromSealed(new byte[LargePayload]) : StoreSamples.Sealed("payload"),
    });

    private static WriteSet Set(List<NewJob> jobs) => new([.. jobs.Select(job => new EnqueueJob(job))]);
}
