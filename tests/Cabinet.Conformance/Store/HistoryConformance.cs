using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Conformance.Store;

/// <summary>What is kept of ended jobs, how it is read, and how it is pruned.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class HistoryConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Full retention keeps payload and result; a list leaves them out.</summary>
    [Fact]
    public async Task A_full_record_is_found_whole_and_listed_without_contents()
    {
        var job = Samples.Job() with { Task = Samples.Place() };
        var history = Samples.History(job) with
        {
            Attempts = 3,
            StartedAt = Samples.Now.AddSeconds(-1),
            Payload = StoreSamples.Sealed("payload"),
            Result = StoreSamples.Sealed("result"),
        };
        await EndAsync(job, history);

        var found = (await Driver.History.FindAsync(job.Id, Cancel))!;
        Assert.Equal(history.Payload.Sealed.ToArray(), found.Payload.Sealed.ToArray());
        Assert.Equal(history.Result.Sealed.ToArray(), found.Result.Sealed.ToArray());
        Assert.Equal(
            history with { Payload = Content.None, Result = Content.None },
            found with { Payload = Content.None, Result = Content.None });

        var listed = Assert.Single(await Driver.History.ListAsync(HistoryFilter.All, Page.First, Cancel));
        Assert.Equal(history with { Payload = Content.None, Result = Content.None }, listed);
    }

    /// <summary>The payload of a claim is kept as it came: it isn't sealed anew.</summary>
    [Fact]
    public async Task The_payload_of_a_claim_can_be_kept_as_it_is()
    {
        var running = await RunningAsync();
        var history = Samples.History(Samples.Job() with { Id = running.Id }) with { Payload = running.Payload };
        await DoAsync(new EndJob(running.Lease, history));

        Assert.Equal(
            running.Payload.Sealed.ToArray(),
            (await Driver.History.FindAsync(running.Id, Cancel))!.Payload.Sealed.ToArray());
    }

    /// <summary>Records of one task, or all.</summary>
    [Fact]
    public async Task The_history_of_one_task_is_listed_alone()
    {
        var place = Samples.Place();
        var first = Samples.Job() with { Task = place };
        var second = Samples.Job();
        await EndAsync(first, Samples.History(first));
        await EndAsync(second, Samples.History(second));

        Assert.Equal(first.Id, Assert.Single(
            await Driver.History.ListAsync(new HistoryFilter { Task = place.Task }, Page.First, Cancel)).Id);
        Assert.Equal(2, await Driver.History.CountAsync(Cancel));
    }

    /// <summary>Pages follow each other without gap or overlap.</summary>
    [Fact]
    public async Task Pages_follow_each_other_by_id()
    {
        var ids = await EndManyAsync(5);
        var page = await Driver.History.ListAsync(HistoryFilter.All, new Page(2), Cancel);
        Assert.Equal(ids[..2], page.Select(record => record.Id));
        page = await Driver.History.ListAsync(HistoryFilter.All, new Page(10, ids[1].Value), Cancel);
        Assert.Equal(ids[2..], page.Select(record => record.Id));
    }

    /// <summary>Exclusive: what ended at that time stays.</summary>
    [Fact]
    public async Task A_prune_deletes_what_ended_before()
    {
        var ids = await EndManyAsync(3);
        var committed = await DoAsync(new PruneHistory(Samples.Now.AddSeconds(-1), Limit: 10));

        Assert.Equal(2, committed.Affected);
        Assert.Equal(ids[2], Assert.Single(await Driver.History.ListAsync(HistoryFilter.All, Page.First, Cancel)).Id);
    }

    /// <summary>The oldest end goes first, whatever its id.</summary>
    [Fact]
    public async Task A_bounded_prune_takes_the_oldest_first()
    {
        var young = Samples.Job();
        var old = Samples.Job();
        await EndAsync(young, Samples.History(young));
        await EndAsync(old, Samples.History(old) with { EndedAt = Samples.Now.AddDays(-1) });

        Assert.Equal(1, (await DoAsync(new PruneHistory(Samples.Now.AddDays(1), Limit: 1))).Affected);
        Assert.Equal(young.Id, Assert.Single(await Driver.History.ListAsync(HistoryFilter.All, Page.First, Cancel)).Id);
        Assert.Equal(1, (await DoAsync(new PruneHistory(Samples.Now.AddDays(1), Limit: 2))).Affected);
        Assert.Equal(0, (await DoAsync(new PruneHistory(Samples.Now.AddDays(1), Limit: 2))).Affected);
    }

    /// <summary>A walk from any place sees each record behind it once, in the order of the ends.</summary>
    [Fact]
    public async Task The_ends_are_listed_in_order_of_time_from_where_the_last_part_stopped()
    {
        var late = Samples.Job() with { Type = new JobType("late.job") };
        await EndAsync(late, Samples.History(late, JobEnd.Cancelled) with { EndedAt = Samples.Now.AddHours(1) });
        var ids = await EndManyAsync(4, apart: TimeSpan.Zero);
        var start = new HistoryPosition(Samples.Now);

        var first = await ListEndedAsync(start, Samples.Now.AddHours(2), limit: 2);
        var rest = await ListEndedAsync(first[^1].Position, Samples.Now.AddHours(2), limit: 10);

        Assert.Equal(ids.Order(), first.Concat(rest.Take(2)).Select(entry => entry.Id).Order());
        Assert.Equal((late.Id, late.Type, JobEnd.Cancelled), (rest[2].Id, rest[2].Type, rest[2].End));
        Assert.Equal(Samples.Now.AddHours(1), rest[2].Position.EndedAt);
        Assert.Empty(await ListEndedAsync(rest[2].Position, Samples.Now.AddHours(2), limit: 10));
        Assert.Equal(4, (await ListEndedAsync(start, Samples.Now.AddHours(1), limit: 10)).Count);
        Assert.Empty(await ListEndedAsync(start, Samples.Now, limit: 10));
    }

    /// <summary>Each by its job and its end; what isn't there is passed over.</summary>
    [Fact]
    public async Task Only_the_records_that_are_named_are_deleted()
    {
        await EndManyAsync(3);
        var entries = await ListEndedAsync(default, Samples.Now, limit: 10);
        var other = entries[0] with { Position = new HistoryPosition(entries[0].Position.EndedAt.AddMilliseconds(1)) };

        Assert.Equal(1, (await DoAsync(new DeleteHistory([entries[1], other]))).Affected);
        Assert.Equal(1, (await DoAsync(new DeleteHistory([entries[1], entries[2]]))).Affected);
        Assert.Equal(entries[0], Assert.Single(await ListEndedAsync(default, Samples.Now, limit: 10)));
    }

    /// <summary>Random ends, parts and deletes against a list: the same is seen, and the same is left.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20_261_123)]
    public async Task A_walk_that_deletes_as_it_goes_sees_what_a_simple_model_sees(int seed)
    {
        var random = new Random(seed);
        var start = Samples.Now;
        var node = await RegisterAsync();
        var model = new List<(DateTimeOffset EndedAt, JobId Id)>();
        for (var i = 0; i < 60; i++)
        {
            var job = await EnqueueAsync();
            var ended = start.AddMilliseconds(random.Next(20));
            await DoAsync(new EndJob(
                (await ClaimOneAsync(node)).Lease, Samples.History(job, (JobEnd)random.Next(3)) with { EndedAt = ended }));
            model.Add((ended, job.Id));
        }

        var position = new HistoryPosition(start);
        var seen = new List<HistoryEntry>();
        var before = start.AddMilliseconds(15);
        for (var part = await PartAsync(); part.Count > 0; part = await PartAsync())
        {
            seen.AddRange(part);
            position = part[^1].Position;
            if (part.Where(_ => random.Next(2) == 0).ToList() is { Count: > 0 } gone)
            {
                Assert.Equal(gone.Count, (await DoAsync(new DeleteHistory(gone))).Affected);
                model.RemoveAll(record => gone.Exists(entry => entry.Id == record.Id));
                seen.RemoveAll(gone.Contains);
            }
        }

        var kept = model.Where(record => record.EndedAt < before).ToList();
        Assert.Equal(kept.Select(record => record.Id).Order(), seen.Select(entry => entry.Id).Order());
        Assert.Equal(kept.Select(record => record.EndedAt).Order(), seen.Select(entry => entry.Position.EndedAt));
        Assert.Equal(model.Count, await Driver.History.CountAsync(Cancel));

        ValueTask<IReadOnlyList<HistoryEntry>> PartAsync() => ListEndedAsync(position, before, 1 + random.Next(7));
    }

    /// <summary>What is said of how long things are kept is read back, replaced and taken back.</summary>
    [Fact]
    public async Task Retention_is_read_back_as_it_was_said()
    {
        JobType? mail = new JobType("mail.send");
        JobType? audit = new JobType("audit.write");
        Assert.Empty(await Driver.History.ListRetentionAsync(Cancel));

        await DoAsync(
            new SetRetention(mail, RetainedAs.DeadLetter, TimeSpan.FromDays(3_650)),
            new SetRetention(mail, RetainedAs.Completed, TimeSpan.FromMinutes(1)),
            new SetRetention(null, RetainedAs.Discarded, TimeSpan.FromMilliseconds(90_500)),
            new SetRetention(audit, RetainedAs.Cancelled, TimeSpan.FromHours(1)),
            new SetRetention(audit, RetainedAs.Completed, null));
        Assert.Equal(
            [
                new(null, RetainedAs.Discarded, TimeSpan.FromMilliseconds(90_500)),
                new(audit, RetainedAs.Cancelled, TimeSpan.FromHours(1)),
                new(mail, RetainedAs.Completed, TimeSpan.FromMinutes(1)),
                new(mail, RetainedAs.DeadLetter, TimeSpan.FromDays(3_650)),
            ],
            await Driver.History.ListRetentionAsync(Cancel));

        await DoAsync(
            new SetRetention(mail, RetainedAs.Completed, TimeSpan.FromMinutes(2)),
            new SetRetention(mail, RetainedAs.DeadLetter, null),
            new SetRetention(null, RetainedAs.Discarded, null));
        Assert.Equal(
            [new(audit, RetainedAs.Cancelled, TimeSpan.FromHours(1)), new(mail, RetainedAs.Completed, TimeSpan.FromMinutes(2))],
            await Driver.History.ListRetentionAsync(Cancel));
    }

    private ValueTask<IReadOnlyList<HistoryEntry>> ListEndedAsync(
        HistoryPosition after, DateTimeOffset before, int limit) =>
        Driver.History.ListEndedAsync(new HistoryStretch(after, before, limit), Cancel);

    private async ValueTask EndAsync(NewJob job, HistoryRecord history)
    {
        await DoAsync(new EnqueueJob(job));
        await DoAsync(new EndJob((await ClaimOneAsync(await RegisterAsync())).Lease, history));
    }

    // Ends jobs a second apart, the last one a second before the time at which it returns.
    private async ValueTask<List<JobId>> EndManyAsync(int count, TimeSpan? apart = null)
    {
        var ids = new List<JobId>();
        for (var i = 0; i < count; i++)
        {
            var job = Samples.Job();
            await EndAsync(job, Samples.History(job, JobEnd.Completed));
            ids.Add(job.Id);
            Samples.Now += apart ?? TimeSpan.FromSeconds(1);
        }

        return ids;
    }
}
