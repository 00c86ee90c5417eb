using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Infrastructure.Persistence;
using Cabinet.Tests.Infrastructure.Integrations.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Persistence;

/// <summary>Large payloads lie in the storage, and nobody notices.</summary>
public sealed class StoredPayloadTests : IAsyncLifetime
{
    private const int Large = 200_000;

    private readonly TemporaryFolder folder = new();
    private SealingFixture fixture = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => fixture = await SealingFixture.OpenAsync(folder.Path);

    public async ValueTask DisposeAsync()
    {
        await fixture.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_large_payload_is_a_small_row_and_the_handler_gets_it_whole()
    {
        var job = Job(Large);
        var claimed = await fixture.RunningAsync(job);

        Assert.InRange(claimed.Payload.Length, 1, 500);
        Assert.Equal(job.Payload.Plain.ToArray(), (await fixture.Store.OpenPayloadAsync(claimed, Cancel)).Plaintext);
        Assert.Equal(
            job.Payload.Plain.ToArray(), (await fixture.Store.Jobs.ReadPayloadAsync(job.Id, Cancel)).Plain.ToArray());
        var file = await File.ReadAllBytesAsync(Assert.Single(Files()), Cancel);
        Assert.Equal(-1, file.AsSpan().IndexOf(job.Payload.Plain.Span[..32]));
    }

    [Fact]
    public async Task A_payload_at_the_threshold_stays_in_its_row()
    {
        await fixture.DoAsync(new EnqueueJob(Job(64 * 1024)));
        Assert.Empty(Files());
        await fixture.DoAsync(new EnqueueJob(Job((64 * 1024) + 1)));
        Assert.Single(Files());
    }

    [Fact]
    public async Task It_stays_readable_as_a_dead_letter_after_a_redrive_and_in_the_history()
    {
        var job = Job(Large);
        var claimed = await fixture.RunningAsync(job);
        await fixture.DoAsync(new DeadLetterJob(claimed.Lease, DeadLetterReason.Permanent, fixture.Error("why")));
        Assert.Equal(
            job.Payload.Plain.ToArray(),
            (await fixture.Store.DeadLetters.ReadPayloadAsync(job.Id, Cancel)).Plain.ToArray());

        await fixture.DoAsync(new RedriveJob(job.Id));
        claimed = await fixture.ClaimAsync(job);
        Assert.Equal(job.Payload.Plain.ToArray(), (await fixture.Store.OpenPayloadAsync(claimed, Cancel)).Plaintext);

        await fixture.DoAsync(new EndJob(
            claimed.Lease, fixture.History(job.Id) with { Payload = claimed.Payload, Result = Content.None }));
        Assert.Equal(
            job.Payload.Plain.ToArray(), (await fixture.Store.History.FindAsync(job.Id, Cancel))!.Payload.Plain.ToArray());

        // What became of it is to be seen without its file too.
        File.Delete(Assert.Single(Files()));
        Assert.True((await fixture.Store.History.FindAsync(job.Id, Cancel))!.Payload.IsNone);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_anything_is_written()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => fixture.DoAsync(
            new EnqueueJob(Job(Large)), new EnqueueJob(Job(NewJob.MaximumStoredPayload + 1))));

        Assert.Contains("has 16777217 bytes; at most 16777216 are allowed", error.Message, StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_full_write_set_keeps_in_its_rows_what_they_can_hold()
    {
        var operations = Enumerable.Range(1, WriteSet.MaximumOperations)
            .Select(i => new EnqueueJob(Job(i == 7 ? Large : 1))).ToArray<WriteOperation>();
        await fixture.DoAsync(operations);
        Assert.Empty(Files());

        operations[7] = new EnqueueJob(Job(NewJob.MaximumPayload + 1));
        var error = await Assert.ThrowsAsync<ArgumentException>(() => fixture.DoAsync(operations));
        Assert.Contains("has at most 9999 operations", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_unavailable_and_a_changed_one_unreadable()
    {
        var claimed = await fixture.RunningAsync(Job(Large));
        var file = Assert.Single(Files());
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancel);

        var altered = await Assert.ThrowsAsync<StoreException>(
            async () => await fixture.Store.OpenPayloadAsync(claimed, Cancel));
        Assert.Equal(StoreFault.Unreadable, altered.Fault);
        Assert.Contains($"The payload of job {claimed.Id} was altered", altered.Message, StringComparison.Ordinal);

        File.Delete(file);
        var missing = await Assert.ThrowsAsync<StoreException>(
            async () => await fixture.Store.OpenPayloadAsync(claimed, Cancel));
        Assert.Equal(StoreFault.Unavailable, missing.Fault);
        Assert.Contains("isn't in the storage", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_jobs_file_under_this_ones_name_is_never_taken_for_it()
    {
        var claimed = await fixture.RunningAsync(Job(Large));
        var own = Assert.Single(Files());
        await fixture.DoAsync(new EnqueueJob(Job(Large)));
        File.Copy(Files().Single(file => file != own), own, overwrite: true);

        var error = await Assert.ThrowsAsync<StoreException>(
            async () => await fixture.Store.OpenPayloadAsync(claimed, Cancel));
        Assert.Equal(StoreFault.Unreadable, error.Fault);
    }

    [Fact]
    public async Task A_payload_that_looks_like_a_reference_is_never_read_as_one()
    {
        var forged = fixture.Job("\0cabinet-payload" + new string('x', 52));
        var claimed = await fixture.RunningAsync(forged);
        Assert.Equal(forged.Payload.Plain.ToArray(), (await fixture.Store.OpenPayloadAsync(claimed, Cancel)).Plaintext);

        await Assert.ThrowsAsync<ArgumentException>(
            () => fixture.WithoutStorage().DoAsync(new EnqueueJob(fixture.Job("\0cabinet-payload"))));
    }

    [Fact]
    public async Task A_process_without_the_storage_says_what_it_lacks()
    {
        var claimed = await fixture.RunningAsync(Job(Large));

        var error = await Assert.ThrowsAsync<StoreException>(
            async () => await fixture.WithoutStorage().Store.OpenPayloadAsync(claimed, Cancel));
        Assert.Contains("with StorePayloads in code", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_no_job_refers_to_is_collected()
    {
        var ended = Job(Large);
        var running = await fixture.RunningAsync(ended);
        await fixture.DoAsync(new EndJob(running.Lease, null));
        await fixture.Storage!.PutAsync(fixture.Job().Id, new byte[Large], Cancel);
        var dead = Job(Large);
        var failing = await fixture.RunningAsync(dead);
        await fixture.DoAsync(new DeadLetterJob(failing.Lease, DeadLetterReason.Permanent, fixture.Error("why")));
        var waiting = Job(Large);
        await fixture.DoAsync(new EnqueueJob(waiting));
        var clock = await ClockAsync();
        var collection = new PayloadCollection(fixture.Store, fixture.Storage, clock);

        clock.Advance(TimeSpan.FromHours(23));
        await CollectAsync(collection, clock);
        Assert.Equal(4, Files().Length);

        clock.Advance(TimeSpan.FromHours(2));
        await CollectAsync(collection, clock);
        Assert.Equal(2, Files().Length);
        Assert.False((await fixture.Store.Jobs.ReadPayloadAsync(waiting.Id, Cancel)).IsNone);
        Assert.False((await fixture.Store.DeadLetters.ReadPayloadAsync(dead.Id, Cancel)).IsNone);
    }

    // As a node that froze between its put and its commit, and woke up when what it had put was collected.
    [Fact]
    public async Task A_commit_that_comes_after_the_collection_is_refused()
    {
        fixture.Driver.BeforeCommit = async writeSet =>
        {
            if (writeSet.Operations[0] is EnqueueJob)
            {
                fixture.Driver.BeforeCommit = null;
                var clock = await ClockAsync();
                clock.Advance(TimeSpan.FromHours(25));
                await CollectAsync(new PayloadCollection(fixture.Store, fixture.Storage!, clock), clock);
                Assert.Empty(Files());
            }
        };
        var job = Job(Large);

        var error = await Assert.ThrowsAsync<StoreException>(() => fixture.DoAsync(new EnqueueJob(job)));

        Assert.Contains("Nothing was committed", error.Message, StringComparison.Ordinal);
        Assert.Null(await fixture.Store.Jobs.FindAsync(job.Id, Cancel));
    }

    [Fact]
    public async Task Another_stores_payloads_are_left_alone()
    {
        await using var other = await SealingFixture.OpenAsync(folder.Path);
        await other.DoAsync(new EnqueueJob(other.Job() with { Payload = Content.FromPlain(new byte[Large]) }));
        await fixture.Storage!.PutAsync(fixture.Job().Id, new byte[Large], Cancel);
        var clock = await ClockAsync();
        clock.Advance(TimeSpan.FromDays(2));

        await CollectAsync(new PayloadCollection(fixture.Store, fixture.Storage, clock), clock);

        Assert.Single(Files());
        Assert.Single((await other.Storage!.ListAsync(null, 10, Cancel)).Payloads);
    }

    [Fact]
    public async Task A_listing_goes_on_where_it_stopped_and_sees_each_once()
    {
        for (var i = 0; i < 20; i++)
        {
            await fixture.Storage!.PutAsync(fixture.Job().Id, new[] { (byte)i }, Cancel);
        }

        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await fixture.Storage!.ListAsync(next, 3, Cancel);
            seen.AddRange(page.Payloads.Select(payload => payload.Address.ToString()));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(Files().Select(Path.GetFileName).Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public void Options_outside_their_ranges_are_refused()
    {
        Assert.True(StoredPayloadOptions.IsValid(new StoredPayloadOptions()));
        Assert.False(StoredPayloadOptions.IsValid(new StoredPayloadOptions { Threshold = 1023 }));
        Assert.False(StoredPayloadOptions.IsValid(new StoredPayloadOptions { Threshold = (1024 * 1024) + 1 }));
        Assert.False(StoredPayloadOptions.IsValid(new StoredPayloadOptions { Maximum = (1024 * 1024) - 1 }));
        Assert.False(StoredPayloadOptions.IsValid(new StoredPayloadOptions { Maximum = (16 * 1024 * 1024) + 1 }));
    }

    // Two turns, an interval apart: the first only raises the floor.
    private static async Task CollectAsync(PayloadCollection collection, FakeTimeProvider clock)
    {
        for (var turn = 0; turn < 2; turn++)
        {
            while ((await collection.RunBatchAsync(Cancel)).HasMore)
            {
            }

            clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    // The storage's files carry the machine's own time, so the test's starts there.
    private async Task<FakeTimeProvider> ClockAsync() => new(
        (await fixture.Storage!.ListAsync(null, 100, Cancel)).Payloads.Max(payload => payload.WrittenAt));

    private NewJob Job(int size)
    {
        var payload = new byte[size];
        new Random(size).NextBytes(payload);
        payload[0] = (byte)'{';
        return fixture.Job() with { Payload = Content.FromPlain(payload) };
    }

    private string[] Files() => folder.Files("payloads");
}
