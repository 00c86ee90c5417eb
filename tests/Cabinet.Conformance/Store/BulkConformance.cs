using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>Bulk actions: kept with their progress, and moved on by one at a time.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class BulkConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What is put is read, with every column.</summary>
    [Fact]
    public async Task An_action_is_kept_as_it_was_put()
    {
        var bulk = Bulk() with
        {
            PerSecond = 50,
            Done = 7,
            Refused = 2,
            After = Samples.NextId(),
            Filter = new BulkFilter
            {
                Queue = "main",
                Type = "sample.job",
                State = JobState.Scheduled,
                Partition = "p",
                Reason = DeadLetterReason.Permanent,
                Cause = "cause",
                Tag = "customer:4711",
                From = Samples.Now,
                Before = Samples.Now.AddHours(1),
            },
        };
        var plain = Bulk();
        await DoAsync(new PutBulk(bulk), new PutBulk(plain));

        Assert.Equal(bulk with { Revision = 1 }, await Driver.Bulk.FindAsync(bulk.Id, Cancel));
        Assert.Equal(plain with { Revision = 1 }, await Driver.Bulk.FindAsync(plain.Id, Cancel));
        Assert.Null(await Driver.Bulk.FindAsync(Samples.NextId(), Cancel));
        await RefusedAsync(Refusal.DuplicateId, new PutBulk(plain));

        var ended = bulk with { Revision = 1, EndedAt = Samples.Now.AddMinutes(1), IsCancelled = true };
        await DoAsync(new PutBulk(ended));
        Assert.Equal(ended with { Revision = 2 }, await Driver.Bulk.FindAsync(bulk.Id, Cancel));
        Assert.Equal([bulk.Id, plain.Id], (await Driver.Bulk.ListAsync(Page.First, Cancel)).Select(one => one.Id));
        Assert.Equal([plain.Id], (await Driver.Bulk.ListAsync(new Page(10, bulk.Id), Cancel)).Select(one => one.Id));
        Assert.Equal([plain.Id], (await Driver.Bulk.ListOpenAsync(10, Cancel)).Select(one => one.Id));
    }

    /// <summary>A piece that comes too late does nothing: neither its jobs nor its count.</summary>
    [Fact]
    public async Task A_piece_of_a_changed_action_is_refused_whole()
    {
        var bulk = Bulk();
        var job = Samples.Job();
        await DoAsync(new PutBulk(bulk), new EnqueueJob(job));
        var read = bulk with { Revision = 1 };
        await DoAsync(new PutBulk(read with { IsCancelled = true, EndedAt = Samples.Now }));

        await RefusedAsync(
            Refusal.BulkChanged,
            new CancelJob(job.Id, Samples.History(job, JobEnd.Cancelled)),
            new PutBulk(read with { Done = 1 }));

        Assert.Equal(JobState.Available, (await FindAsync(job.Id)).State);
        await RefusedAsync(Refusal.BulkChanged, new PutBulk(Bulk() with { Revision = 1 }));
    }

    /// <summary>Many that work on the same action at the same time: each count stands for one commit.</summary>
    [Fact]
    public async Task Of_many_that_move_an_action_on_one_wins_each_time()
    {
        const int Workers = 8;
        const int Each = 10;
        var bulk = Bulk();
        await DoAsync(new PutBulk(bulk));

        var won = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(MoveAsync, Cancel)));

        var stored = await Driver.Bulk.FindAsync(bulk.Id, Cancel);
        Assert.Equal(Workers * Each, won.Sum());
        Assert.Equal((Workers * Each, (Workers * Each) + 1L), (stored!.Done, stored.Revision));

        async Task<int> MoveAsync()
        {
            var wins = 0;
            while (wins < Each)
            {
                var read = (await Driver.Bulk.FindAsync(bulk.Id, Cancel))!;
                wins += await CommitAsync(new PutBulk(read with { Done = read.Done + 1 })) is CommitResult.Committed ? 1 : 0;
            }

            return wins;
        }
    }

    /// <summary>Ended actions go by age, open ones stay.</summary>
    [Fact]
    public async Task Ended_actions_are_pruned_by_age()
    {
        var (old, young, open) = (Bulk(), Bulk(), Bulk());
        await DoAsync(
            new PutBulk(old with { EndedAt = Samples.Now }),
            new PutBulk(young with { EndedAt = Samples.Now.AddHours(1) }),
            new PutBulk(open));

        var pruned = await DoAsync(new PruneBulk(Samples.Now.AddHours(1), 10));

        Assert.Equal(1, pruned.Affected);
        Assert.Equal([young.Id, open.Id], (await Driver.Bulk.ListAsync(Page.First, Cancel)).Select(bulk => bulk.Id));
        Assert.Equal(1, (await DoAsync(new PruneBulk(Samples.Now.AddDays(1), 1))).Affected);
    }

    private BulkRecord Bulk() => new()
    {
        Id = Samples.NextId(),
        Kind = BulkKind.Cancel,
        Filter = new BulkFilter { Queue = "main" },
        Matched = 3,
        IsMatchedExact = true,
        Limit = 1_000,
        Actor = "operator",
        CreatedAt = Samples.Now,
    };
}
