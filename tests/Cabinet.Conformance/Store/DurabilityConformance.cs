using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
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

    /// <summary>Guarantee 6 across a restart: what was used stays used, and what was forgotten stays refused.</summary>
    [Fact]
    public async Task Nonces_outlive_the_driver()
    {
        var used = StoreSamples.Nonce("used", Samples.Now.AddMinutes(5));
        var forgotten = StoreSamples.Nonce("forgotten", Samples.Now);
        await DoAsync(used, forgotten);
        await DoAsync(new PruneNonces(Samples.Now.AddMinutes(1), 10));
        await ReopenAsync();

        await RefusedAsync(Refusal.NonceUsed, used);
        await RefusedAsync(Refusal.NonceExpired, forgotten);
        await RefusedAsync(
            Refusal.NonceExpired, StoreSamples.Nonce("fresh", Samples.Now.AddMinutes(1).AddMilliseconds(-1)));
        await DoAsync(StoreSamples.Nonce("fresh", Samples.Now.AddMinutes(1)));
    }

    /// <summary>Guarantee 11 across a restart: a fence stands, and so do the uses that were reserved.</summary>
    [Fact]
    public async Task Fences_and_uses_outlive_the_driver()
    {
        var fenced = Samples.KeyVersion(KeyPurposes.Content, KeyState.Retired);
        var active = Samples.KeyVersion(KeyPurposes.Content);
        await DoAsync(
            new AddKeyVersion(fenced), new FenceKeyVersion(StoreSamples.Name(fenced), IsFenced: true),
            new AddKeyVersion(active), new ReserveKeyUses(StoreSamples.Name(active), 60, 100));
        await ReopenAsync();

        var payload = StoreSamples.Sealed("payload", StoreSamples.Name(fenced));
        await RefusedAsync(Refusal.KeyFenced, new EnqueueJob(Samples.Job() with { Payload = payload }));
        await RefusedAsync(Refusal.KeyExhausted, new ReserveKeyUses(StoreSamples.Name(active), 41, 100));
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
        await FillSecurityAsync(node);
    }

    private async ValueTask FillSecurityAsync(NodeId node)
    {
        var retired = Samples.KeyVersion(KeyPurposes.Webhook, KeyState.Retired) with { Tenant = "acme" };
        var (first, second) = (Samples.Audit(), Samples.Audit());
        var shredded = Samples.DataKey("acme");
        await DoAsync(
            new AddKeyVersion(retired),
            new FenceKeyVersion(StoreSamples.Name(retired), IsFenced: true),
            new ConfirmRing(node, 2),
            StoreSamples.Nonce("kept", Samples.Now.AddMinutes(5)),
            first,
            second,
            new SequenceAudit(
                0, [second.Event.Id], [new AuditNode(0, 0, new byte[32])],
                new AuditCheckpoint(1, "note", Samples.Now)),
            new AddDataKey(Samples.DataKey()),
            new AddDataKey(shredded),
            new ShredDataKey(shredded.Id, Samples.Now));
    }
}
