using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>Guarantee 2: whoever lost a job can't write under it any more, whatever it tries.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class FencingConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>An id that was never enqueued.</summary>
    [Fact]
    public async Task A_lease_on_an_unknown_job_is_stale() =>
        await FencedAsync(new JobLease(new JobId(Samples.NextId()), new Epoch(1)));

    /// <summary>A job that nobody claimed.</summary>
    [Fact]
    public async Task A_lease_on_a_waiting_job_is_stale() =>
        await FencedAsync(new JobLease((await EnqueueAsync()).Id, Epoch.None));

    /// <summary>An epoch of the future is as wrong as one of the past.</summary>
    [Fact]
    public async Task Another_epoch_than_the_stored_one_is_stale()
    {
        var running = await RunningAsync();
        await FencedAsync(running.Lease with { Epoch = running.Epoch.Next() });
        await FencedAsync(running.Lease with { Epoch = Epoch.None });
    }

    /// <summary>The node gave the job back.</summary>
    [Fact]
    public async Task A_returned_job_fences_its_runner()
    {
        var running = await RunningAsync();
        await DoAsync(new ReturnJob(running.Lease));
        await FencedAsync(running.Lease);
        await ClaimOneAsync(await RegisterAsync());
        await FencedAsync(running.Lease);
    }

    /// <summary>The job waits for its next attempt.</summary>
    [Fact]
    public async Task A_retried_job_fences_its_runner()
    {
        var running = await RunningAsync();
        await DoAsync(new RetryJob(running.Lease, Samples.Now, Samples.Error()));
        await FencedAsync(running.Lease);
        await ClaimOneAsync(await RegisterAsync());
        await FencedAsync(running.Lease);
    }

    /// <summary>The node was declared dead; it may only be frozen.</summary>
    [Fact]
    public async Task A_dead_node_is_fenced()
    {
        var running = await RunningAsync();
        await ExpireAsync((await FindAsync(running.Id)).Node!.Value);
        await FencedAsync(running.Lease);
        await ClaimOneAsync(await RegisterAsync(), suspects: true);
        await FencedAsync(running.Lease);
    }

    /// <summary>The node took itself off the list.</summary>
    [Fact]
    public async Task A_retired_node_is_fenced()
    {
        var running = await RunningAsync();
        await DoAsync(new RetireNode((await FindAsync(running.Id)).Node!.Value));
        await FencedAsync(running.Lease);
        await ClaimOneAsync(await RegisterAsync());
        await FencedAsync(running.Lease);
    }

    /// <summary>The job's outcome is committed already.</summary>
    [Fact]
    public async Task An_ended_job_fences_its_runner()
    {
        var running = await RunningAsync();
        await DoAsync(new EndJob(running.Lease, History: null));
        await FencedAsync(running.Lease);
    }

    /// <summary>An epoch never comes back, not even through the dead-letter queue.</summary>
    [Fact]
    public async Task A_redriven_job_fences_the_runner_before_its_death()
    {
        var running = await RunningAsync();
        await DoAsync(new DeadLetterJob(running.Lease, DeadLetterReason.Permanent, Samples.Error()));
        await FencedAsync(running.Lease);
        await DoAsync(new RedriveJob(running.Id));
        await FencedAsync(running.Lease);

        var again = await ClaimOneAsync(await RegisterAsync());
        Assert.True(again.Epoch > running.Epoch);
        await FencedAsync(running.Lease);
    }

    private async ValueTask FencedAsync(JobLease lease)
    {
        var history = Samples.History(Samples.Job() with { Id = lease.Job });
        await RefusedAsync(Refusal.StaleEpoch, new EndJob(lease, history));
        await RefusedAsync(Refusal.StaleEpoch, new EndJob(lease, History: null));
        await RefusedAsync(Refusal.StaleEpoch, new RetryJob(lease, Samples.Now, Samples.Error()));
        await RefusedAsync(Refusal.StaleEpoch, new ReturnJob(lease));
        await RefusedAsync(Refusal.StaleEpoch, new DeadLetterJob(lease, DeadLetterReason.Permanent, Samples.Error()));
        await RefusedAsync(Refusal.StaleEpoch, new RecordStep(lease, Samples.Completed("step")));
        await RefusedAsync(Refusal.StaleEpoch, new ReportProgress(lease, Percent: 50));
    }
}
