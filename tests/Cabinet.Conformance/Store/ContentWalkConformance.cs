using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Schedules;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance.Store;

/// <summary>Whatever lies under a key version is found and replaced, and nothing else of its record changes.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class ContentWalkConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static readonly SealedUnder Old = new(new KeyId(0xA1), new KeyVersion(3));
    private static readonly SealedUnder New = new(new KeyId(0xA1), new KeyVersion(4));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every place, with the context that it opens under.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(IContentReader.MaximumLimit)]
    public async Task A_walk_finds_every_place(int limit)
    {
        var expected = await FillAsync(Old);
        await FillAsync(New);
        var found = await WalkAsync(Old, limit);
        Assert.Equal(
            expected.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal),
            found.Select(stored => KeyValuePair.Create(stored.Context, stored.Place))
                .OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal));
        Assert.Equal(
            Enum.GetValues<ContentPlace>(), found.Select(stored => stored.Place).Distinct().Order());
        Assert.All(found, stored =>
        {
            Assert.True(SealedUnder.TryRead(stored.Content.Sealed.Span, out var name));
            Assert.Equal(Old, name);
        });
    }

    /// <summary>A store without such content is walked to its end as well.</summary>
    [Fact]
    public async Task A_walk_that_finds_nothing_ends()
    {
        Assert.Empty(await WalkAsync(Old, 10));
        await FillAsync(New);
        Assert.Empty(await WalkAsync(Old, 10));
        Assert.Empty(await WalkAsync(New with { KeyId = new KeyId(0xA2) }, 10));
    }

    /// <summary>Guarantee 13: a step is bounded by what it finds, and by what it looks at.</summary>
    [Fact]
    public async Task Every_step_is_bounded()
    {
        const int Rows = IContentReader.MaximumStretch + 500;
        await DoAsync([.. Enumerable.Range(0, Rows).Select(_ => Enqueue(New))]);
        await DoAsync([.. Enumerable.Range(0, 5).Select(_ => Enqueue(Old))]);

        var first = await Driver.Contents.FindAsync(Old, null, 3, Cancel);
        Assert.Empty(first.Contents);
        Assert.NotNull(first.Next);
        var second = await Driver.Contents.FindAsync(Old, first.Next, 3, Cancel);
        Assert.Equal(3, second.Contents.Count);
        Assert.Equal(5, (await WalkAsync(Old, 3)).Count);
    }

    /// <summary>A job that waits, runs, comes back and waits again is in its place all the time.</summary>
    [Fact]
    public async Task Jobs_that_move_in_their_queue_are_found()
    {
        var node = await RegisterAsync();
        var jobs = Enumerable.Range(0, 12).Select(_ => Enqueue(Old)).ToList();
        await DoAsync([.. jobs]);
        await DoAsync(new EnqueueJob(Samples.JobIn(TimeSpan.FromSeconds(5)) with { Payload = Under(Old) }));
        var found = new List<StoredContent>();
        var page = new StoredContentPage([], null);
        do
        {
            page = await Driver.Contents.FindAsync(Old, page.Next, 2, Cancel);
            found.AddRange(page.Contents);
            Samples.Now += TimeSpan.FromSeconds(1);
            foreach (var (claimed, index) in (await ClaimAsync(node, 4)).Jobs.Select((job, index) => (job, index)))
            {
                await DoAsync(index % 2 == 0
                    ? new ReturnJob(claimed.Lease)
                    : new RetryJob(claimed.Lease, Samples.Now.AddSeconds(2), Samples.Error()));
            }
        }
        while (page.Next is not null);

        Assert.Equal(13, found.Count(stored => stored.Place == ContentPlace.JobPayload));
        Assert.Distinct(found.Select(stored => stored.Context.RecordId));
    }

    /// <summary>Sealing anew while it walks, a walk still finds the rest, and the next one finds nothing.</summary>
    [Fact]
    public async Task A_walk_that_replaces_what_it_finds_comes_to_an_end()
    {
        var expected = await FillAsync(Old);
        var replaced = 0;
        string? from = null;
        do
        {
            var page = await Driver.Contents.FindAsync(Old, from, 2, Cancel);
            foreach (var stored in page.Contents)
            {
                await DoAsync(new ReplaceContent(stored, Reseal(stored)));
                replaced++;
            }

            from = page.Next;
        }
        while (from is not null);

        Assert.Equal(expected.Count, replaced);
        Assert.Empty(await WalkAsync(Old, 10));
        Assert.Equal(expected.Count, (await WalkAsync(New, 10)).Count);
    }

    /// <summary>Only the one content changes: no version, no epoch, no lease, no order.</summary>
    [Fact]
    public async Task A_replacement_touches_nothing_else()
    {
        await FillAsync(Old);
        foreach (var stored in await WalkAsync(Old, 10))
        {
            var before = await ViewAsync();
            await DoAsync(new ReplaceContent(stored, Reseal(stored)));
            Assert.Equal(
                before.Replace(Hex(stored.Content), Hex(Reseal(stored)), StringComparison.Ordinal), await ViewAsync());
        }
    }

    /// <summary>What a running job is doing isn't disturbed.</summary>
    [Fact]
    public async Task A_claimed_job_runs_on()
    {
        var node = await RegisterAsync();
        await DoAsync(Enqueue(Old));
        var running = await ClaimOneAsync(node);
        var stored = Assert.Single(await WalkAsync(Old, 10));
        await DoAsync(new ReplaceContent(stored, Reseal(stored)));

        var job = await FindAsync(running.Id);
        Assert.Equal((JobState.Running, running.Epoch), (job.State, job.Epoch));
        await DoAsync(new ReturnJob(running.Lease));
        Assert.Equal(
            Reseal(stored).Sealed.ToArray(), (await ClaimOneAsync(node)).Payload.Sealed.ToArray());
    }

    /// <summary>Whoever read it before it changed is refused.</summary>
    [Fact]
    public async Task A_content_is_replaced_only_if_it_is_what_was_read()
    {
        await FillAsync(Old);
        foreach (var stored in await WalkAsync(Old, 10))
        {
            var stale = stored with { Content = Under(Old) };
            await RefusedAsync(Refusal.ContentChanged, new ReplaceContent(stale, Reseal(stored)));
            await DoAsync(new ReplaceContent(stored, Reseal(stored)));
            await RefusedAsync(Refusal.ContentChanged, new ReplaceContent(stored, Under(Old)));
        }
    }

    /// <summary>What is gone, or moved to another place, isn't there any more.</summary>
    [Fact]
    public async Task A_content_that_went_away_is_refused()
    {
        await DoAsync(Enqueue(Old));
        var stored = Assert.Single(await WalkAsync(Old, 10));
        var running = await ClaimOneAsync(await RegisterAsync());
        await DoAsync(new DeadLetterJob(running.Lease, DeadLetterReason.Permanent, Samples.Error()));
        await RefusedAsync(Refusal.ContentChanged, new ReplaceContent(stored, Reseal(stored)));

        var moved = Assert.Single(await WalkAsync(Old, 10));
        Assert.Equal((ContentPlace.DeadLetterPayload, stored.Context), (moved.Place, moved.Context));
        await DoAsync(new DiscardDeadLetter(running.Id, History: null));
        await RefusedAsync(Refusal.ContentChanged, new ReplaceContent(moved, Reseal(moved)));
        await RefusedAsync(Refusal.ContentChanged, new ReplaceContent(moved with { Row = "nowhere" }, Reseal(moved)));
    }

    /// <summary>Of many that seal the same content anew, one wins.</summary>
    [Fact]
    public async Task Racing_replacements_take_effect_once()
    {
        await DoAsync(Enqueue(Old));
        var stored = Assert.Single(await WalkAsync(Old, 10));
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(
            async () => await CommitAsync(new ReplaceContent(stored, StoreSamples.Sealed($"by {number}", New))))));
        Assert.Single(results, result => result is CommitResult.Committed);
        Assert.All(
            results.OfType<CommitResult.Refused>(), refused => Assert.Equal(Refusal.ContentChanged, refused.Reason));
    }

    /// <summary>A refused set puts the old content back.</summary>
    [Fact]
    public async Task A_refused_set_replaces_nothing()
    {
        await DoAsync(Enqueue(Old));
        var stored = Assert.Single(await WalkAsync(Old, 10));
        var replace = new ReplaceContent(stored, Reseal(stored));
        await RefusedAsync(Refusal.ContentChanged, replace, replace);
        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await CommitAsync(replace with { Replacement = Content.FromPlain(new byte[] { 1 }) }));
        Assert.Single(await WalkAsync(Old, 10));
    }

    /// <summary>What is asked for is checked.</summary>
    [Theory]
    [InlineData(null, 0)]
    [InlineData(null, IContentReader.MaximumLimit + 1)]
    [InlineData("elsewhere", 1)]
    [InlineData("99:", 1)]
    public async Task A_step_that_cannot_be_made_throws(string? from, int limit) =>
        await Assert.ThrowsAnyAsync<ArgumentException>(
            async () => await Driver.Contents.FindAsync(Old, from, limit, Cancel));

    private EnqueueJob Enqueue(SealedUnder version) => new(Samples.Job() with { Payload = Under(version) });

    // No two are the same, so that each can be told from all others.
    private Content Under(SealedUnder version) => StoreSamples.Sealed($"{Samples.NextId()}", version);

    private static Content Reseal(StoredContent stored)
    {
        var bytes = stored.Content.Sealed.ToArray();
        New.WriteTo(bytes.AsSpan(SealedUnder.Offset));
        return Content.FromSealed(bytes);
    }

    private static string Hex(Content content) => Convert.ToHexString(content.Sealed.Span);

    private async ValueTask<List<StoredContent>> WalkAsync(SealedUnder version, int limit)
    {
        var found = new List<StoredContent>();
        string? from = null;
        do
        {
            var page = await Driver.Contents.FindAsync(version, from, limit, Cancel);
            Assert.True(page.Contents.Count <= limit);
            found.AddRange(page.Contents);
            from = page.Next;
        }
        while (from is not null);
        return found;
    }

    /// <summary>Puts content under a version into every place; returns what is where.</summary>
    private async ValueTask<Dictionary<ContentContext, ContentPlace>> FillAsync(SealedUnder version)
    {
        var node = await RegisterAsync();
        await DoAsync(Enqueue(version), Enqueue(version), Enqueue(version), Enqueue(version));
        var claimed = (await ClaimAsync(node)).Jobs;
        var (dead, retried, ended, live) = (claimed[0], claimed[1], claimed[2], claimed[3]);
        var task = Samples.Task() with { State = Under(version), Label = Under(version) };
        var key = Samples.DataKey("acme");
        var schedule = Schedule(version);
        await DoAsync(
            new RecordStep(dead.Lease, Step("first", version)),
            new DeadLetterJob(dead.Lease, DeadLetterReason.Permanent, Error(1, version)),
            new RecordStep(retried.Lease, Step("first", version)),
            new RecordStep(retried.Lease, Step("second", version)),
            new RecordStep(retried.Lease, Samples.Started("third")),
            new RetryJob(retried.Lease, Samples.Now.AddDays(1), Error(1, version)),
            new EndJob(ended.Lease, Samples.History(Samples.Job() with { Id = ended.Id }) with
            {
                Payload = Under(version),
                Result = Under(version),
            }),
            new InsertTask(task),
            new AddDataKey(key with { Wrapped = Under(version) }),
            new PutSchedule(schedule));
        return new Dictionary<ContentContext, ContentPlace>
        {
            [Payload(live)] = ContentPlace.JobPayload,
            [Payload(retried)] = ContentPlace.JobPayload,
            [Payload(dead)] = ContentPlace.DeadLetterPayload,
            [ContentContexts.JournalStep(dead.Id, "first")] = ContentPlace.JournalStep,
            [ContentContexts.JournalStep(retried.Id, "first")] = ContentPlace.JournalStep,
            [ContentContexts.JournalStep(retried.Id, "second")] = ContentPlace.JournalStep,
            [ContentContexts.JobError(dead.Id, 1, FailureKind.Transient)] = ContentPlace.JobError,
            [ContentContexts.JobError(retried.Id, 1, FailureKind.Transient)] = ContentPlace.JobError,
            [Payload(ended)] = ContentPlace.HistoryPayload,
            [ContentContexts.JobResult(ended.Id, ended.Queue, ended.Type)] = ContentPlace.HistoryResult,
            [ContentContexts.TaskState(task.Id, task.Pipeline)] = ContentPlace.TaskState,
            [ContentContexts.TaskLabel(task.Id, task.Pipeline)] = ContentPlace.TaskLabel,
            [ContentContexts.DataKey(key.Id, "acme")] = ContentPlace.DataKey,
            [ContentContexts.SchedulePayload(schedule.Id)] = ContentPlace.SchedulePayload,
        };
    }

    private ScheduleRecord Schedule(SealedUnder version) => new()
    {
        Name = new ScheduleName($"schedule-{Samples.NextId():n}"),
        Timing = new ScheduleTiming.Once(Samples.Now),
        Type = StoreSamples.Type,
        Queue = StoreSamples.Queue,
        Payload = Under(version),
        CreatedAt = Samples.Now,
    };

    private static ContentContext Payload(ClaimedJob job) =>
        ContentContexts.JobPayload(job.Id, job.Queue, job.Type);

    private StepRecord Step(string name, SealedUnder version) =>
        Samples.Completed(name) with { Result = Under(version) };

    private JobErrorRecord Error(int attempt, SealedUnder version) =>
        Samples.Error(attempt) with { Message = Under(version) };
}
