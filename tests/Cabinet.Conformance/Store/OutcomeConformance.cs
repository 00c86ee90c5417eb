using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>What becomes of a claimed job: it ends, is tried again, or goes back.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class OutcomeConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Row, journal and errors go, the record comes, in one commit.</summary>
    [Fact]
    public async Task An_ended_job_leaves_the_hot_store_and_its_record_comes()
    {
        var running = await RunningAsync();
        await DoAsync(new RecordStep(running.Lease, Samples.Completed("step")));
        var history = Samples.History(Samples.Job() with { Id = running.Id });
        await DoAsync(new EndJob(running.Lease, history));

        await GoneAsync(running.Id);
        Assert.Empty(await Driver.Jobs.ReadJournalAsync(running.Id, TestContext.Current.CancellationToken));
        Assert.Equal(history, await Driver.History.FindAsync(running.Id, TestContext.Current.CancellationToken));
    }

    /// <summary>The errors of earlier attempts go with the job.</summary>
    [Fact]
    public async Task An_ended_job_takes_its_errors_along()
    {
        var running = await RunningAsync();
        await DoAsync(new RetryJob(running.Lease, Samples.Now, Samples.Error()));
        var again = await ClaimOneAsync(await RegisterAsync());
        await DoAsync(new EndJob(again.Lease, History: null));

        Assert.Empty(await Driver.Jobs.ReadErrorsAsync(running.Id, TestContext.Current.CancellationToken));
    }

    /// <summary>Retention may be nothing at all.</summary>
    [Fact]
    public async Task An_ended_job_without_a_record_leaves_nothing()
    {
        var running = await RunningAsync();
        await DoAsync(new EndJob(running.Lease, History: null));

        await GoneAsync(running.Id);
        Assert.Null(await Driver.History.FindAsync(running.Id, TestContext.Current.CancellationToken));
    }

    /// <summary>Guarantee 3: the outcome and what comes next are one commit.</summary>
    [Fact]
    public async Task An_outcome_and_its_next_jobs_are_one_commit()
    {
        var running = await RunningAsync();
        var task = Samples.Task();
        await DoAsync(new InsertTask(task));
        var next = Samples.Job();
        await DoAsync(
            new EndJob(running.Lease, History: null),
            new EnqueueJob(next),
            new UpdateTask(task with { Version = 2, State = StoreSamples.Sealed("moved") }));

        await GoneAsync(running.Id);
        await FindAsync(next.Id);
        Assert.Equal(2, (await Driver.Tasks.FindAsync(task.Id, TestContext.Current.CancellationToken))!.Version);
    }

    /// <summary>A retry waits for its time, keeps its attempt and what the last claim was.</summary>
    [Fact]
    public async Task A_retried_job_waits_for_its_next_attempt()
    {
        var running = await RunningAsync();
        var due = Samples.Now.AddSeconds(10);
        await DoAsync(new RetryJob(running.Lease, due, Samples.Error()));

        var record = await FindAsync(running.Id);
        Assert.Equal((JobState.Scheduled, due, 1), (record.State, record.DueAt, record.Attempt));
        Assert.Equal((null, running.ClaimedAt), (record.Node, record.ClaimedAt));
        Assert.Equal(running.Epoch.Next(), record.Epoch);
        Assert.Empty((await ClaimAsync(await RegisterAsync())).Jobs);

        Samples.Now = due;
        var again = await ClaimOneAsync(await RegisterAsync());
        Assert.Equal((running.Id, 2, running.Epoch.Next().Next()), (again.Id, again.Attempt, again.Epoch));
        Assert.Equal(running.Payload.Sealed.ToArray(), again.Payload.Sealed.ToArray());
    }

    /// <summary>The errors read back, oldest first.</summary>
    [Fact]
    public async Task A_retried_job_keeps_its_errors()
    {
        var job = await EnqueueAsync();
        var node = await RegisterAsync();
        FailureKind[] kinds = [FailureKind.Transient, FailureKind.Integration];
        foreach (var kind in kinds)
        {
            var claimed = await ClaimOneAsync(node);
            await DoAsync(new RetryJob(claimed.Lease, Samples.Now, Samples.Error(claimed.Attempt, kind)));
            Samples.Now += TimeSpan.FromSeconds(1);
        }

        var errors = await Driver.Jobs.ReadErrorsAsync(job.Id, TestContext.Current.CancellationToken);
        Assert.Equal([(1, kinds[0]), (2, kinds[1])], errors.Select(error => (error.Attempt, error.Kind)));
        Assert.Equal(Samples.Now.AddSeconds(-1), errors[1].At);
        Assert.Equal(
            Samples.Error(attempt: 2).Message.Sealed.ToArray(), errors[1].Message.Sealed.ToArray());
    }

    /// <summary>Guarantee 13: errors are bounded, and the newest stay.</summary>
    [Fact]
    public async Task Only_the_newest_errors_are_kept()
    {
        var job = await EnqueueAsync();
        var node = await RegisterAsync();
        for (var attempt = 1; attempt <= JobErrorRecord.MaximumKept + 2; attempt++)
        {
            var claimed = await ClaimOneAsync(node);
            await DoAsync(new RetryJob(claimed.Lease, Samples.Now, Samples.Error(attempt)));
        }

        var errors = await Driver.Jobs.ReadErrorsAsync(job.Id, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(3, JobErrorRecord.MaximumKept), errors.Select(error => error.Attempt));
    }

    /// <summary>An interruption costs no attempt.</summary>
    [Fact]
    public async Task A_returned_job_is_available_and_its_attempt_is_not_counted()
    {
        var running = await RunningAsync();
        await DoAsync(new ReturnJob(running.Lease));

        var record = await FindAsync(running.Id);
        Assert.Equal((JobState.Available, null, 0), (record.State, record.DueAt, record.Attempt));
        Assert.Equal((null, running.ClaimedAt, running.Epoch.Next()), (record.Node, record.ClaimedAt, record.Epoch));
        Assert.Equal(1, (await ClaimOneAsync(await RegisterAsync())).Attempt);
    }

    /// <summary>A snoozed job waits, and that costs no attempt either.</summary>
    [Fact]
    public async Task A_returned_job_may_wait_for_a_time()
    {
        var running = await RunningAsync();
        var due = Samples.Now.AddMinutes(1);
        await DoAsync(new ReturnJob(running.Lease, due));

        var record = await FindAsync(running.Id);
        Assert.Equal((JobState.Scheduled, due, 0), (record.State, record.DueAt, record.Attempt));
        Assert.Equal(due, (await ClaimAsync(await RegisterAsync())).NextDueAt);
    }

    /// <summary>People see how far it is.</summary>
    [Fact]
    public async Task Progress_is_as_the_job_last_said()
    {
        var running = await RunningAsync();
        Assert.Equal(0, (await FindAsync(running.Id)).Progress);
        await DoAsync(new ReportProgress(running.Lease, Percent: 40));
        await DoAsync(new ReportProgress(running.Lease, Percent: 35));
        Assert.Equal(35, (await FindAsync(running.Id)).Progress);
    }
}
