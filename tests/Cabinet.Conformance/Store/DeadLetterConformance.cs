using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Conformance.Store;

/// <summary>The dead-letter queue: what comes in, how it goes back or away, and how it is searched.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class DeadLetterConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The job moves whole: out of the hot table, with its payload, journal and errors.</summary>
    [Fact]
    public async Task A_dead_lettered_job_moves_whole()
    {
        var job = Samples.Job() with { Task = Samples.Place() };
        var dead = await DeadLetterAsync(job, DeadLetterReason.UnknownOutcome);

        await GoneAsync(job.Id);
        Assert.Equal(
            (job.Id, job.Type, job.Queue, DeadLetterReason.UnknownOutcome, 2, job.CreatedAt, Samples.Now, job.Task),
            (dead.Id, dead.Type, dead.Queue, dead.Reason, dead.Attempts, dead.CreatedAt, dead.DeadAt, dead.Task));
        Assert.Equal((2, FailureKind.Permanent, Samples.Now), (dead.Error.Attempt, dead.Error.Kind, dead.Error.At));
        Assert.Equal(Samples.Error(2).Message.Sealed.ToArray(), dead.Error.Message.Sealed.ToArray());

        Assert.Equal(
            job.Payload.Sealed.ToArray(), (await Driver.DeadLetters.ReadPayloadAsync(job.Id, Cancel)).Sealed.ToArray());
        Assert.Equal(["done", "begun"], (await Driver.Jobs.ReadJournalAsync(job.Id, Cancel)).Select(step => step.Name));
        Assert.Equal([1, 2], (await Driver.Jobs.ReadErrorsAsync(job.Id, Cancel)).Select(error => error.Attempt));
    }

    /// <summary>A redriven job begins anew, and still knows what it did.</summary>
    [Fact]
    public async Task A_redriven_job_is_available_with_its_attempts_from_zero()
    {
        var job = Samples.Job() with
        {
            Task = Samples.Place(),
            Priority = new JobPriority(8),
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
        await DeadLetterAsync(job);
        await DoAsync(new RedriveJob(job.Id));

        var record = await FindAsync(job.Id);
        Assert.Equal((JobState.Available, 0, null, null), (record.State, record.Attempt, record.Node, record.DueAt));
        Assert.Equal((job.Priority, job.CreatedAt, job.Task), (record.Priority, record.CreatedAt, record.Task));
        Assert.Equal((0, 0, null), (record.Progress, record.DeathsAlone, record.ClaimedAt));
        await NoDeadLetterAsync(job.Id);

        var claimed = await ClaimOneAsync(await RegisterAsync());
        Assert.Equal((1, job.TraceParent), (claimed.Attempt, claimed.TraceParent));
        Assert.Equal(job.Payload.Sealed.ToArray(), claimed.Payload.Sealed.ToArray());
        Assert.Equal([1, 2], (await Driver.Jobs.ReadErrorsAsync(job.Id, Cancel)).Select(error => error.Attempt));
    }

    /// <summary>
    /// Completed steps never run again; a step that was only started may, because a person decided so.
    /// </summary>
    [Fact]
    public async Task A_redrive_keeps_completed_steps_and_forgets_started_ones()
    {
        var job = Samples.Job();
        await DeadLetterAsync(job);
        await DoAsync(new RedriveJob(job.Id));

        Assert.Equal("done", Assert.Single(await Driver.Jobs.ReadJournalAsync(job.Id, Cancel)).Name);
        var claimed = await ClaimOneAsync(await RegisterAsync());
        await DoAsync(new RecordStep(claimed.Lease, Samples.Started("begun")));
    }

    /// <summary>A poisoned job gets its three chances again.</summary>
    [Fact]
    public async Task A_redrive_forgets_deaths_alone()
    {
        var running = await RunningAsync();
        await ExpireAsync((await FindAsync(running.Id)).Node!.Value);
        var node = await RegisterAsync();
        await ClaimOneAsync(node, suspects: true);
        await ExpireAsync(node);
        var suspect = await ClaimOneAsync(await RegisterAsync(), suspects: true);
        await DoAsync(
            new DeadLetterJob(suspect.Lease, DeadLetterReason.Poison, Samples.Error()), new RedriveJob(suspect.Id));

        var record = await FindAsync(running.Id);
        Assert.Equal((JobState.Available, 0), (record.State, record.DeathsAlone));
    }

    /// <summary>A job can die again, and its dead letter is the new one.</summary>
    [Fact]
    public async Task A_redriven_job_can_be_dead_lettered_again()
    {
        var job = Samples.Job();
        await DeadLetterAsync(job);
        await DoAsync(new RedriveJob(job.Id));
        var claimed = await ClaimOneAsync(await RegisterAsync());
        await DoAsync(new DeadLetterJob(claimed.Lease, DeadLetterReason.Security, Samples.Error()));

        Assert.Equal(DeadLetterReason.Security, (await Driver.DeadLetters.FindAsync(job.Id, Cancel))!.Reason);
    }

    /// <summary>A discard leaves the history record only.</summary>
    [Fact]
    public async Task A_discarded_job_is_gone_for_good()
    {
        var job = Samples.Job();
        await DeadLetterAsync(job);
        var history = Samples.History(job, JobEnd.Discarded);
        await DoAsync(new DiscardDeadLetter(job.Id, history));

        await NoDeadLetterAsync(job.Id);
        Assert.Empty(await Driver.Jobs.ReadJournalAsync(job.Id, Cancel));
        Assert.Empty(await Driver.Jobs.ReadErrorsAsync(job.Id, Cancel));
        Assert.Equal(history, await Driver.History.FindAsync(job.Id, Cancel));
    }

    /// <summary>A discard may keep nothing.</summary>
    [Fact]
    public async Task A_discard_without_a_record_leaves_nothing()
    {
        var job = Samples.Job();
        await DeadLetterAsync(job);
        await DoAsync(new DiscardDeadLetter(job.Id, History: null));
        Assert.Equal(0, await Driver.History.CountAsync(Cancel));
    }

    /// <summary>Only what is in the dead-letter queue can be redriven or discarded.</summary>
    [Fact]
    public async Task A_job_that_is_not_dead_lettered_is_refused()
    {
        var live = await EnqueueAsync();
        foreach (var id in (JobId[])[live.Id, new JobId(Samples.NextId())])
        {
            await RefusedAsync(Refusal.DeadLetterNotFound, new RedriveJob(id));
            await RefusedAsync(Refusal.DeadLetterNotFound, new DiscardDeadLetter(id, History: null));
            await NoDeadLetterAsync(id);
        }
    }

    /// <summary>Each filter narrows, and together they narrow more.</summary>
    [Fact]
    public async Task Filters_narrow_the_list_and_the_count()
    {
        var place = Samples.Place();
        var first = Samples.Job() with { Type = new JobType("first"), Task = place };
        var second = Samples.Job() with { Queue = StoreSamples.OtherQueue };
        await DeadLetterAsync(first, DeadLetterReason.Permanent);
        await DeadLetterAsync(second, DeadLetterReason.Security);

        await MatchesAsync(DeadLetterFilter.All, first.Id, second.Id);
        await MatchesAsync(new DeadLetterFilter { Queue = StoreSamples.OtherQueue }, second.Id);
        await MatchesAsync(new DeadLetterFilter { Type = first.Type }, first.Id);
        await MatchesAsync(new DeadLetterFilter { Reason = DeadLetterReason.Security }, second.Id);
        await MatchesAsync(new DeadLetterFilter { Task = place.Task }, first.Id);
        await MatchesAsync(new DeadLetterFilter { Task = place.Task, Queue = StoreSamples.OtherQueue });
    }

    /// <summary>Pages follow each other without gap or overlap.</summary>
    [Fact]
    public async Task Pages_follow_each_other_by_id()
    {
        var ids = new List<JobId>();
        for (var i = 0; i < 5; i++)
        {
            var job = Samples.Job();
            await DeadLetterAsync(job);
            ids.Add(job.Id);
        }

        var page = await Driver.DeadLetters.ListAsync(DeadLetterFilter.All, new Page(2), Cancel);
        Assert.Equal(ids[..2], page.Select(dead => dead.Id));
        page = await Driver.DeadLetters.ListAsync(DeadLetterFilter.All, new Page(10, ids[1].Value), Cancel);
        Assert.Equal(ids[2..], page.Select(dead => dead.Id));
    }

    private async ValueTask<DeadLetterRecord> DeadLetterAsync(
        NewJob job, DeadLetterReason reason = DeadLetterReason.Permanent)
    {
        var node = await RegisterAsync();
        await DoAsync(new EnqueueJob(job));
        var first = Assert.Single((await ClaimAsync(node, queue: job.Queue)).Jobs);
        await DoAsync(
            new RecordStep(first.Lease, Samples.Completed("done")),
            new RecordStep(first.Lease, Samples.Started("begun")),
            new ReportProgress(first.Lease, Percent: 50),
            new RetryJob(first.Lease, Samples.Now, Samples.Error()));
        var second = Assert.Single((await ClaimAsync(node, queue: job.Queue)).Jobs);
        await DoAsync(new DeadLetterJob(second.Lease, reason, Samples.Error(2, FailureKind.Permanent)));
        return (await Driver.DeadLetters.FindAsync(job.Id, Cancel))!;
    }

    private async ValueTask NoDeadLetterAsync(JobId id)
    {
        Assert.Null(await Driver.DeadLetters.FindAsync(id, Cancel));
        Assert.True((await Driver.DeadLetters.ReadPayloadAsync(id, Cancel)).IsNone);
    }

    private async ValueTask MatchesAsync(DeadLetterFilter filter, params JobId[] expected)
    {
        var list = await Driver.DeadLetters.ListAsync(filter, Page.First, Cancel);
        Assert.Equal(expected, list.Select(dead => dead.Id));
        Assert.Equal(expected.Length, await Driver.DeadLetters.CountAsync(filter, Cancel));
    }
}
