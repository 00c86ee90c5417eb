using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance.Store;

/// <summary>
/// Guarantee 1, as far as one process can show it: what was committed is there when the store opens again.
/// </summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class DurabilityConformance<THarness> : StoreConformance<THarness>
    where THarness : IDurableStoreHarness, new()
{
    /// <summary>Every kind of record is there again, unchanged.</summary>
    [Fact]
    public async Task A_reopened_store_shows_all_that_was_committed()
    {
        await FillAsync();
        var before = await ViewAsync();
        await ReopenAsync();
        Assert.Equal(before, await ViewAsync());
    }

    /// <summary>
    /// A claim is durable: nobody else gets the job because the store was closed, and its runner may go on.
    /// </summary>
    [Fact]
    public async Task A_claim_outlives_the_driver()
    {
        var running = await RunningAsync();
        await ReopenAsync();
        Assert.Empty((await ClaimAsync(await RegisterAsync())).Jobs);
        await DoAsync(new EndJob(running.Lease, History: null));
    }

    /// <summary>What waits is claimed after the restart as before it, in its order and at its time.</summary>
    [Fact]
    public async Task Waiting_jobs_are_claimed_after_a_restart()
    {
        var scheduled = Samples.JobIn(TimeSpan.FromHours(1));
        await DoAsync(new EnqueueJob(scheduled));
        var job = await EnqueueAsync();
        var urgent = Samples.Job() with { Priority = new JobPriority(0) };
        await DoAsync(new EnqueueJob(urgent));
        await ReopenAsync();

        var claim = await ClaimAsync(await RegisterAsync());
        Assert.Equal([urgent.Id, job.Id], claim.Jobs.Select(claimed => claimed.Id));
        Assert.Equal(scheduled.DueAt, claim.NextDueAt);
        Assert.Equal(urgent.Payload.Sealed.ToArray(), claim.Jobs[0].Payload.Sealed.ToArray());
    }

    /// <summary>Preconditions hold across a restart: keys stay taken, epochs stay stale, leases stay held.</summary>
    [Fact]
    public async Task Preconditions_hold_across_a_restart()
    {
        var holder = await RegisterAsync();
        var running = await RunningAsync();
        var unique = Samples.Job() with { UniqueKey = StoreSamples.Key("unique") };
        await DoAsync(new EnqueueJob(unique), new ReturnJob(running.Lease), new TakeLease("retention", holder));
        await ReopenAsync();

        await RefusedAsync(Refusal.StaleEpoch, new EndJob(running.Lease, History: null));
        await RefusedAsync(
            Refusal.UniqueKeyTaken,
            new EnqueueJob(Samples.Job() with { UniqueKey = unique.UniqueKey }));
        await RefusedAsync(
            Refusal.LeaseHeld, new TakeLease("retention", await RegisterAsync()));
    }

    private async ValueTask FillAsync()
    {
        var node = await RegisterAsync();
        await DoAsync([.. Enumerable.Range(0, 4).Select(_ => new EnqueueJob(Samples.Job()))]);
        var claimed = (await ClaimAsync(node)).Jobs;
        await DoAsync(
            new RecordStep(claimed[0].Lease, Samples.Completed("done")),
            new RecordStep(claimed[0].Lease, Samples.Started("begun")),
            new ReportProgress(claimed[0].Lease, Percent: 60),
            new CancelJob(claimed[0].Id, History: null),
            new RetryJob(claimed[1].Lease, Samples.Now.AddHours(1), Samples.Error()),
            new RecordStep(claimed[2].Lease, Samples.Completed("done")),
            new DeadLetterJob(claimed[2].Lease, DeadLetterReason.Permanent, Samples.Error()),
            new EndJob(claimed[3].Lease, Samples.History(Samples.Job() with { Id = claimed[3].Id }) with
            {
                Payload = claimed[3].Payload,
                Result = StoreSamples.Sealed("result"),
            }),
            new EnqueueJob(Samples.Job() with { Task = Samples.Place() }),
            new InsertTask(Samples.Task() with { IdempotencyKey = StoreSamples.Key("command") }),
            new TakeLease("retention", node),
            new ReleaseLease(
                node, new BackgroundResult("retention", Samples.Now, true, 3, TimeSpan.FromSeconds(1), "Pruned.")),
            new AddKeyVersion(Samples.KeyVersion(KeyPurposes.Content)),
            new AddKeyVersion(Samples.KeyVersion(KeyPurposes.Digest)));
    }
}
