using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Tests.Infrastructure.Persistence;

/// <summary>Guarantee 5: whoever can write the tables can't move a content to another row, type or queue.</summary>
public sealed class SealingStoreTamperingTests : IAsyncLifetime
{
    private SealingFixture fixture = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => fixture = await SealingFixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_payload_opens_in_its_own_row_only()
    {
        var running = await fixture.RunningAsync(fixture.Job());
        await fixture.TamperAsync(new EndJob(running.Lease, null));
        var same = fixture.Samples.Job() with { Id = running.Id, Payload = running.Payload };
        NewJob[] moved =
        [
            same with { Id = fixture.Samples.Job().Id },
            same with { Queue = new QueueName("elsewhere") },
            same with { Type = new JobType("another") },
        ];
        foreach (var job in moved)
        {
            await fixture.TamperAsync(new EnqueueJob(job));
            var claimed = await fixture.ClaimAsync(job);
            Assert.IsType<OpenRefusal.Unreadable>((await fixture.Store.OpenPayloadAsync(claimed, Cancel)).Refusal);
            await fixture.TamperAsync(new EndJob(claimed.Lease, null));
        }

        await fixture.TamperAsync(new EnqueueJob(same));
        Assert.True((await fixture.Store.OpenPayloadAsync(await fixture.ClaimAsync(same), Cancel)).IsOpened);
    }

    [Fact]
    public async Task A_step_result_opens_under_its_own_name_only()
    {
        var running = await fixture.RunningAsync(fixture.Job());
        await fixture.DoAsync(new RecordStep(running.Lease, fixture.Step("paid", "yes, 5 pounds")));
        var stored = Assert.Single(await fixture.Driver.Jobs.ReadJournalAsync(running.Id, Cancel));
        await fixture.TamperAsync(new RecordStep(running.Lease, stored with { Name = "shipped" }));

        await UnreadableAsync(
            RecordTypes.JournalStep, running.Id.Value, () => fixture.Store.Jobs.ReadJournalAsync(running.Id, Cancel));
    }

    [Fact]
    public async Task A_task_state_opens_in_its_own_task_only()
    {
        var task = fixture.Samples.Task() with { State = SealingFixture.Plain("state"), Label = Content.None };
        await fixture.DoAsync(new InsertTask(task));
        var stored = (await fixture.Driver.Tasks.FindAsync(task.Id, Cancel))!;
        var moved = stored with { Id = new TaskId(fixture.Samples.NextId()) };
        await fixture.TamperAsync(new InsertTask(moved));

        await UnreadableAsync(
            RecordTypes.TaskState, moved.Id.Value, () => fixture.Store.Tasks.FindAsync(moved.Id, Cancel));
        Assert.NotNull(await fixture.Store.Tasks.FindAsync(task.Id, Cancel));
    }

    [Fact]
    public async Task A_result_is_not_read_as_a_payload()
    {
        var running = await fixture.RunningAsync(fixture.Job());
        await fixture.DoAsync(new EndJob(
            running.Lease, fixture.History(running.Id) with { Result = SealingFixture.Plain("result") }));
        var stored = (await fixture.Driver.History.FindAsync(running.Id, Cancel))!;
        var job = fixture.Samples.Job() with { Payload = stored.Result, Id = running.Id };
        await fixture.TamperAsync(new EnqueueJob(job));
        var claimed = await fixture.ClaimAsync(job);
        var swapped = stored with { Payload = stored.Result, Result = Content.None };
        await fixture.TamperAsync(new EndJob(claimed.Lease, swapped));

        Assert.False((await fixture.Store.OpenPayloadAsync(claimed, Cancel)).IsOpened);
        await UnreadableAsync(
            RecordTypes.JobPayload, running.Id.Value, () => fixture.Store.History.FindAsync(running.Id, Cancel));
    }

    [Fact]
    public async Task A_damaged_payload_of_a_dead_letter_is_named_and_its_letter_can_still_be_discarded()
    {
        var job = fixture.Samples.Job();
        await fixture.TamperAsync(new EnqueueJob(job));
        var claimed = await fixture.ClaimAsync(job);
        await fixture.TamperAsync(
            new DeadLetterJob(claimed.Lease, DeadLetterReason.Permanent, fixture.Samples.Error()));

        await UnreadableAsync(
            RecordTypes.JobPayload, job.Id.Value, () => fixture.Store.DeadLetters.ReadPayloadAsync(job.Id, Cancel));
        var letter = Assert.Single(
            await fixture.Store.DeadLetters.ListAsync(DeadLetterFilter.All, Page.First, Cancel));
        Assert.Contains("can't be opened", SealingFixture.Text(letter.Error.Message), StringComparison.Ordinal);
        await fixture.DoAsync(new DiscardDeadLetter(job.Id, null));
    }

    [Fact]
    public async Task A_missing_key_is_told_apart_from_a_damaged_row()
    {
        var job = fixture.Job();
        var running = await fixture.RunningAsync(job);
        await fixture.DoAsync(new RecordStep(running.Lease, fixture.Step("step", "result")));
        await fixture.DoAsync(new RetryJob(running.Lease, fixture.Samples.Now, fixture.Error("why")));

        // It shares the fixture's driver, which is disposed of with the fixture.
        var other = await fixture.WithOtherKeysAsync();
        Assert.IsType<OpenRefusal.KeyUnavailable>((await other.Store.OpenPayloadAsync(running, Cancel)).Refusal);
        var exception = await Assert.ThrowsAsync<StoreException>(
            async () => await other.Store.Jobs.ReadJournalAsync(job.Id, Cancel));
        Assert.Equal(StoreFault.KeyUnavailable, exception.Fault);
        Assert.NotNull(Assert.IsType<KeyRingException>(exception.InnerException).KeyId);
        exception = await Assert.ThrowsAsync<StoreException>(
            async () => await other.Store.Jobs.ReadErrorsAsync(job.Id, Cancel));
        Assert.Equal(StoreFault.KeyUnavailable, exception.Fault);
    }

    private static async Task UnreadableAsync<T>(string recordType, Guid id, Func<ValueTask<T>> read)
    {
        var exception = await Assert.ThrowsAsync<StoreException>(async () => await read());
        Assert.Equal(StoreFault.Unreadable, exception.Fault);
        Assert.Contains(recordType, exception.Message, StringComparison.Ordinal);
        Assert.Contains(id.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pounds", exception.Message, StringComparison.Ordinal);
    }
}
