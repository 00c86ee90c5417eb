using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;

namespace Cabinet.Tests.Infrastructure.Persistence;

/// <summary>Guarantee 13, at the front: what is too large is refused with words that say what is allowed.</summary>
public sealed class SealingStoreBoundsTests : IAsyncLifetime
{
    private SealingFixture fixture = null!;

    public async ValueTask InitializeAsync() => fixture = await SealingFixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_payload_may_be_as_large_as_its_bound()
    {
        await fixture.DoAsync(new EnqueueJob(fixture.Job() with { Payload = Of(NewJob.MaximumPayload) }));
        await RefusedAsync(
            NewJob.MaximumPayload, new EnqueueJob(fixture.Job() with { Payload = Of(NewJob.MaximumPayload + 1) }));
    }

    [Fact]
    public async Task A_payload_must_be_there() => await RefusedAsync(
        "empty", new EnqueueJob(fixture.Job() with { Payload = Content.None }));

    [Fact]
    public async Task Keys_and_traces_are_bounded()
    {
        await fixture.DoAsync(new EnqueueJob(fixture.Job() with { UniqueKey = new string('\u20ac', NewJob.MaximumUniqueKey) }));
        await RefusedAsync(
            NewJob.MaximumUniqueKey,
            new EnqueueJob(fixture.Job() with { UniqueKey = new string('k', NewJob.MaximumUniqueKey + 1) }));
        await RefusedAsync(NewJob.MaximumUniqueKey, new EnqueueJob(fixture.Job() with { UniqueKey = string.Empty }));
        await RefusedAsync(200, new InsertTask(Task() with { IdempotencyKey = new string('k', 201) }));
        await RefusedAsync(128, new EnqueueJob(fixture.Job() with { TraceParent = new string('0', 129) }));
    }

    [Fact]
    public async Task Tasks_are_bounded()
    {
        await fixture.DoAsync(new InsertTask(Task() with { Label = SealingFixture.Plain(new string('\u20ac', 200)) }));
        await RefusedAsync(200, new InsertTask(Task() with { Label = SealingFixture.Plain(new string('l', 201)) }));
        await RefusedAsync(
            TaskRecord.MaximumState, new InsertTask(Task() with { State = Of(TaskRecord.MaximumState + 1) }));
        await RefusedAsync("empty", new InsertTask(Task() with { State = Content.None }));
    }

    [Fact]
    public async Task Results_and_messages_are_bounded()
    {
        var running = await fixture.RunningAsync(fixture.Job());
        var step = fixture.Step("step", string.Empty) with { Result = Of(StepRecord.MaximumResult + 1) };
        await RefusedAsync(StepRecord.MaximumResult, new RecordStep(running.Lease, step));
        var history = fixture.History(running.Id) with { Result = Of(HistoryRecord.MaximumResult + 1) };
        await RefusedAsync(HistoryRecord.MaximumResult, new EndJob(running.Lease, history));

        const int Longest = JobFailure.MaximumMessageLength;
        var tooLong = fixture.Error(new string('e', Longest + 1));
        await RefusedAsync(Longest, new RetryJob(running.Lease, fixture.Samples.Now, tooLong));
        var longest = fixture.Error(new string('\u20ac', Longest));
        await fixture.DoAsync(new RetryJob(running.Lease, fixture.Samples.Now, longest));
    }

    [Fact]
    public async Task What_operators_read_is_bounded()
    {
        var node = fixture.Samples.Node();
        await RefusedAsync(200, new RegisterNode(node with { Name = new string('n', 201) }));
        await RefusedAsync(500, new ReleaseLease(
            node.Id, new BackgroundResult("task", fixture.Samples.Now, true, 0, TimeSpan.Zero, new string('m', 501))));
    }

    private TaskRecord Task() => fixture.Samples.Task() with { State = Of(1), Label = Content.None };

    private static Content Of(int size) => Content.FromPlain(new byte[size]);

    private Task RefusedAsync(int allowed, WriteOperation operation) =>
        RefusedAsync($"{allowed}", operation);

    private async Task RefusedAsync(string says, WriteOperation operation)
    {
        var before = fixture.Driver.WriteSets.Count;
        var exception = await Assert.ThrowsAsync<ArgumentException>(async () => await fixture.Store.CommitAsync(
            new WriteSet(operation), TestContext.Current.CancellationToken));
        Assert.Contains(says, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, fixture.Driver.WriteSets.Count);
    }
}
