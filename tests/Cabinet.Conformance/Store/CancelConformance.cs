using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>Cancelling: at once what isn't running, by its node what is.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class CancelConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>A waiting job ends as cancelled, on record.</summary>
    [Fact]
    public async Task A_waiting_job_ends_at_once()
    {
        var job = await EnqueueAsync();
        var history = Samples.History(job, JobEnd.Cancelled) with { Attempts = 0 };

        Assert.Equal(1, (await DoAsync(new CancelJob(job.Id, history))).Affected);
        await GoneAsync(job.Id);
        Assert.Equal(history, await Driver.History.FindAsync(job.Id, TestContext.Current.CancellationToken));
        Assert.Empty((await ClaimAsync(await RegisterAsync())).Jobs);
    }

    /// <summary>So do a scheduled one, with its errors, and a suspect.</summary>
    [Fact]
    public async Task A_scheduled_job_and_a_suspect_end_at_once()
    {
        var retried = await RunningAsync();
        await DoAsync(new RetryJob(retried.Lease, Samples.Now.AddDays(1), Samples.Error()));
        var suspect = await RunningAsync();
        await ExpireAsync((await FindAsync(suspect.Id)).Node!.Value);

        var committed = await DoAsync(
            new CancelJob(retried.Id, History: null), new CancelJob(suspect.Id, History: null));
        Assert.Equal(2, committed.Affected);
        await GoneAsync(retried.Id);
        await GoneAsync(suspect.Id);
        Assert.Empty(await Driver.Jobs.ReadErrorsAsync(retried.Id, TestContext.Current.CancellationToken));

        var claim = await ClaimAsync(await RegisterAsync());
        Assert.Equal((null, false), (claim.NextDueAt, claim.SuspectsWaiting));
    }

    /// <summary>A running job goes on until its node stops it; nothing ends yet.</summary>
    [Fact]
    public async Task A_running_job_is_marked_for_its_node()
    {
        var running = await RunningAsync();
        var node = (await FindAsync(running.Id)).Node!.Value;
        Assert.Empty(await RequestsAsync(node));

        Assert.Equal(0, (await DoAsync(new CancelJob(running.Id, Samples.History(Samples.Job())))).Affected);
        var record = await FindAsync(running.Id);
        Assert.Equal((JobState.Running, true, running.Epoch), (record.State, record.CancelRequested, record.Epoch));
        Assert.Equal([running.Id], await RequestsAsync(node));
        Assert.Equal(0, await Driver.History.CountAsync(TestContext.Current.CancellationToken));
        await DoAsync(new EndJob(running.Lease, History: null));
        Assert.Empty(await RequestsAsync(node));
    }

    /// <summary>A node learns of its own jobs only.</summary>
    [Fact]
    public async Task A_node_hears_of_its_own_jobs_only()
    {
        var running = await RunningAsync();
        var other = await RunningAsync();
        await DoAsync(new CancelJob(running.Id, History: null));

        Assert.Empty(await RequestsAsync((await FindAsync(other.Id)).Node!.Value));
    }

    /// <summary>What was acknowledged isn't forgotten because the node died, failed or gave the job back.</summary>
    [Fact]
    public async Task The_mark_stays_until_the_job_ends()
    {
        var running = await RunningAsync();
        await DoAsync(new CancelJob(running.Id, History: null));
        await ExpireAsync((await FindAsync(running.Id)).Node!.Value);

        var node = await RegisterAsync();
        await DoAsync(new RetryJob((await ClaimOneAsync(node, suspects: true)).Lease, Samples.Now, Samples.Error()));
        await DoAsync(new ReturnJob((await ClaimOneAsync(node)).Lease));
        Assert.Empty(await RequestsAsync(node));
        await ClaimOneAsync(node);
        Assert.Equal([running.Id], await RequestsAsync(node));
    }

    /// <summary>Whoever redrives wants the job to run.</summary>
    [Fact]
    public async Task A_redriven_job_has_no_mark()
    {
        var running = await RunningAsync();
        await DoAsync(
            new CancelJob(running.Id, History: null),
            new DeadLetterJob(running.Lease, DeadLetterReason.Permanent, Samples.Error()),
            new RedriveJob(running.Id));

        Assert.False((await FindAsync(running.Id)).CancelRequested);
    }

    /// <summary>There must be something to cancel: not an unknown, ended or dead-lettered job.</summary>
    [Fact]
    public async Task A_job_that_is_not_in_the_hot_table_is_refused()
    {
        await RefusedAsync(Refusal.JobNotFound, new CancelJob(new JobId(Samples.NextId()), History: null));

        var ended = await RunningAsync();
        await DoAsync(new EndJob(ended.Lease, History: null));
        await RefusedAsync(Refusal.JobNotFound, new CancelJob(ended.Id, History: null));

        var dead = await RunningAsync();
        await DoAsync(new DeadLetterJob(dead.Lease, DeadLetterReason.Permanent, Samples.Error()));
        await RefusedAsync(Refusal.JobNotFound, new CancelJob(dead.Id, History: null));
    }

    private ValueTask<IReadOnlyList<JobId>> RequestsAsync(NodeId node) =>
        Driver.Jobs.ListCancelRequestsAsync(node, TestContext.Current.CancellationToken);
}
