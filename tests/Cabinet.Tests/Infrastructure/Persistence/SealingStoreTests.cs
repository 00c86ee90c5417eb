using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Jobs;

namespace Cabinet.Tests.Infrastructure.Persistence;

public sealed class SealingStoreTests : IAsyncLifetime
{
    private SealingFixture fixture = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => fixture = await SealingFixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task The_payload_of_a_claim_is_opened_by_its_runner()
    {
        var claimed = await fixture.RunningAsync(fixture.Job("secret"));
        Assert.True(claimed.Payload.IsSealed);
        Assert.Equal("secret"u8.ToArray(), (await fixture.Store.OpenPayloadAsync(claimed, Cancel)).Plaintext);
    }

    [Fact]
    public async Task An_empty_payload_stays_empty()
    {
        var claimed = await fixture.RunningAsync(fixture.Job(string.Empty));
        Assert.Empty((await fixture.Store.OpenPayloadAsync(claimed, Cancel)).Plaintext!);
    }

    [Fact]
    public async Task Nothing_readable_reaches_the_driver()
    {
        var job = fixture.Job("needle") with { UniqueKey = "needle" };
        var running = await fixture.RunningAsync(job);
        var task = fixture.Samples.Task() with
        {
            State = SealingFixture.Plain("needle"),
            Label = SealingFixture.Plain("needle"),
            IdempotencyKey = "needle",
        };
        await fixture.DoAsync(
            new InsertTask(task),
            new UpdateTask(task with { Version = 2 }),
            new RecordStep(running.Lease, fixture.Step("step", "needle")),
            new EndJob(running.Lease, fixture.History(running.Id) with
            {
                Payload = SealingFixture.Plain("needle"),
                Result = SealingFixture.Plain("needle"),
            }));
        var failing = await fixture.RunningAsync(fixture.Job());
        await fixture.DoAsync(new RetryJob(failing.Lease, fixture.Samples.Now, fixture.Error("needle")));
        failing = await fixture.ClaimAsync(job);
        await fixture.DoAsync(new DeadLetterJob(failing.Lease, DeadLetterReason.Permanent, fixture.Error("needle")));

        var written = fixture.Driver.WriteSets.SelectMany(set => set.Operations).ToList();
        Assert.Equal(11, written.Count);
        var printed = string.Join('\n', written);
        Assert.DoesNotContain("plain", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("needle", printed, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{64}$", written.OfType<EnqueueJob>().First().Job.UniqueKey);
        Assert.Matches("^[0-9a-f]{64}$", written.OfType<InsertTask>().Single().Task.IdempotencyKey);
    }

    [Fact]
    public async Task A_key_is_another_digest_for_jobs_than_for_tasks()
    {
        await fixture.DoAsync(
            new EnqueueJob(fixture.Job() with { UniqueKey = "same" }),
            new InsertTask(fixture.Samples.Task() with { IdempotencyKey = "same" }));
        var written = fixture.Driver.WriteSets.Single().Operations;
        Assert.NotEqual(
            written.OfType<EnqueueJob>().Single().Job.UniqueKey,
            written.OfType<InsertTask>().Single().Task.IdempotencyKey);
    }

    [Fact]
    public async Task Unique_keys_work_through_their_digests()
    {
        var first = fixture.Job() with { UniqueKey = "taken" };
        await fixture.DoAsync(new EnqueueJob(first));
        var refused = Assert.IsType<CommitResult.Refused>(await fixture.Store.CommitAsync(
            new WriteSet(new EnqueueJob(fixture.Job() with { UniqueKey = "taken" })), Cancel));
        Assert.Equal((Refusal.UniqueKeyTaken, (Guid?)first.Id.Value), (refused.Reason, refused.Existing));
        await fixture.DoAsync(new EnqueueJob(fixture.Job() with { UniqueKey = "free" }));
    }

    [Fact]
    public async Task Journals_and_errors_come_back_in_the_clear()
    {
        var job = fixture.Job();
        var running = await fixture.RunningAsync(job);
        await fixture.DoAsync(
            new RecordStep(running.Lease, fixture.Step("done", "result")),
            new RecordStep(running.Lease, fixture.Samples.Started("begun")),
            new RetryJob(running.Lease, fixture.Samples.Now, fixture.Error("why")));

        var journal = await fixture.Store.Jobs.ReadJournalAsync(job.Id, Cancel);
        Assert.Equal("result", SealingFixture.Text(journal[0].Result));
        Assert.True(journal[1].Result.IsNone);
        var error = Assert.Single(await fixture.Store.Jobs.ReadErrorsAsync(job.Id, Cancel));
        Assert.Equal("why", SealingFixture.Text(error.Message));
    }

    [Fact]
    public async Task Tasks_come_back_in_the_clear()
    {
        var task = fixture.Samples.Task() with
        {
            State = SealingFixture.Plain("state"),
            Label = SealingFixture.Plain("label"),
        };
        var bare = fixture.Samples.Task() with { State = SealingFixture.Plain("bare"), Label = Content.None };
        await fixture.DoAsync(new InsertTask(task), new InsertTask(bare));
        await fixture.DoAsync(new UpdateTask(task with { Version = 2, State = SealingFixture.Plain("next") }));

        var found = (await fixture.Store.Tasks.FindAsync(task.Id, Cancel))!;
        Assert.Equal(("next", "label"), (SealingFixture.Text(found.State), SealingFixture.Text(found.Label)));
        var listed = await fixture.Store.Tasks.ListAsync(TaskFilter.All, Page.First, Cancel);
        Assert.Equal(["next", "bare"], listed.Select(each => SealingFixture.Text(each.State)));
        Assert.True(listed[1].Label.IsNone);
    }

    [Fact]
    public async Task A_dead_letter_opens_and_so_does_its_payload_after_a_redrive()
    {
        var job = fixture.Job("secret");
        var running = await fixture.RunningAsync(job);
        await fixture.DoAsync(new DeadLetterJob(running.Lease, DeadLetterReason.Permanent, fixture.Error("why")));

        var letters = fixture.Store.DeadLetters;
        Assert.Equal("why", SealingFixture.Text((await letters.FindAsync(job.Id, Cancel))!.Error.Message));
        var listed = Assert.Single(await letters.ListAsync(DeadLetterFilter.All, Page.First, Cancel));
        Assert.Equal("why", SealingFixture.Text(listed.Error.Message));
        Assert.Equal("secret", SealingFixture.Text(await letters.ReadPayloadAsync(job.Id, Cancel)));
        Assert.True((await letters.ReadPayloadAsync(fixture.Job().Id, Cancel)).IsNone);

        await fixture.DoAsync(new RedriveJob(job.Id));
        var opened = await fixture.Store.OpenPayloadAsync(await fixture.ClaimAsync(job), Cancel);
        Assert.Equal("secret"u8.ToArray(), opened.Plaintext);
    }

    [Fact]
    public async Task The_sealed_payload_of_a_claim_is_kept_in_the_history_as_it_is()
    {
        var job = fixture.Job("secret");
        var running = await fixture.RunningAsync(job);
        await fixture.DoAsync(new EndJob(running.Lease, fixture.History(job.Id) with
        {
            Payload = running.Payload,
            Result = SealingFixture.Plain("result"),
        }));

        Assert.Equal(
            running.Payload.Sealed.ToArray(),
            (await fixture.Driver.History.FindAsync(job.Id, Cancel))!.Payload.Sealed.ToArray());
        var found = (await fixture.Store.History.FindAsync(job.Id, Cancel))!;
        Assert.Equal(("secret", "result"), (SealingFixture.Text(found.Payload), SealingFixture.Text(found.Result)));
    }

    [Fact]
    public async Task A_write_set_with_nothing_to_seal_passes_as_it_is()
    {
        var running = await fixture.RunningAsync(fixture.Job());
        var other = await fixture.RunningAsync(fixture.Job());
        var one = new WriteSet(new EndJob(running.Lease, fixture.History(running.Id)));
        var many = new WriteSet([new ReportProgress(other.Lease, 50), new EndJob(other.Lease, null)]);
        await fixture.Store.CommitAsync(one, Cancel);
        await fixture.Store.CommitAsync(many, Cancel);

        Assert.Same(one, fixture.Driver.WriteSets[^2]);
        Assert.Same(many, fixture.Driver.WriteSets[^1]);
    }

    [Fact]
    public async Task Operations_keep_their_order_and_their_callers_write_set()
    {
        var running = await fixture.RunningAsync(fixture.Job());
        var next = fixture.Job("next");
        WriteOperation[] operations =
        [
            new ReportProgress(running.Lease, 50), new EnqueueJob(next), new EndJob(running.Lease, null),
        ];
        await fixture.Store.CommitAsync(new WriteSet(operations), Cancel);

        var written = fixture.Driver.WriteSets[^1].Operations;
        Assert.Equal(operations.Select(each => each.GetType()), written.Select(each => each.GetType()));
        Assert.True(((EnqueueJob)written[1]).Job.Payload.IsSealed);
        Assert.Equal("next", SealingFixture.Text(((EnqueueJob)operations[1]).Job.Payload));
    }
}
