using System.Text.Json;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Policies;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Jobs;
using Cabinet.Tests.Infrastructure.Persistence;

namespace Cabinet.Tests.Application.Security;

public sealed class AuditedCommandTests : IAsyncDisposable
{
    private readonly TestIds ids = new();
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider time =
        new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    private SealingFixture sealing = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cancelled_job_is_on_record_with_who_and_why()
    {
        sealing = await SealingFixture.OpenAsync();
        var job = sealing.Job();
        await sealing.DoAsync(new EnqueueJob(job));

        var result = await new JobCommands(sealing.Store, ids, time).CancelAsync(
            job.Id, Caller.LocalOperator, "password=hunter2 was in it", Cancel);

        Assert.IsType<OperationResult.Done>(result);
        var entry = Assert.Single(await sealing.Store.Audit.ListLastAsync(10, Cancel));
        var json = JsonElement.Parse(entry.Entry.Span);
        Assert.Equal(AuditActions.JobCancelled, json.GetProperty("action").GetString());
        Assert.Equal("local operator", json.GetProperty("actor").GetString());
        Assert.Equal(job.Id.ToString(), json.GetProperty("subject").GetString());
        Assert.Equal("password=[redacted] was in it", json.GetProperty("reason").GetString());
        Assert.Equal(job.Type.Value, json.GetProperty("details").GetProperty("type").GetString());
    }

    [Fact]
    public async Task What_changes_nothing_is_not_on_record()
    {
        sealing = await SealingFixture.OpenAsync();
        var jobs = new JobCommands(sealing.Store, ids, time);

        await jobs.CancelAsync(sealing.Job().Id, Caller.LocalOperator, null, Cancel);
        await jobs.CancelAsync(sealing.Job().Id, new Caller("x", CallerRole.User), null, Cancel);

        Assert.Empty(await sealing.Store.Audit.ListLastAsync(10, Cancel));
    }

    [Fact]
    public async Task An_action_whose_record_cannot_be_encoded_does_not_take_effect()
    {
        sealing = await SealingFixture.OpenAsync();
        var job = sealing.Job();
        await sealing.DoAsync(new EnqueueJob(job));
        var nameless = new Caller("", CallerRole.Admin);

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await new JobCommands(sealing.Store, ids, time).CancelAsync(job.Id, nameless, null, Cancel));

        Assert.Equal(JobState.Available, (await sealing.Store.Jobs.FindAsync(job.Id, Cancel))!.State);
        Assert.Empty(await sealing.Store.Audit.ListLastAsync(10, Cancel));
    }

    [Fact]
    public async Task An_action_whose_record_the_store_refuses_does_not_take_effect()
    {
        sealing = await SealingFixture.OpenAsync();
        var (first, second) = (sealing.Job(), sealing.Job());
        await sealing.DoAsync(new EnqueueJob(first), new EnqueueJob(second));
        var jobs = new JobCommands(sealing.Store, new OneId(), time);
        Assert.IsType<OperationResult.Done>(await jobs.CancelAsync(first.Id, Caller.LocalOperator, null, Cancel));

        Assert.IsNotType<OperationResult.Done>(await jobs.CancelAsync(second.Id, Caller.LocalOperator, null, Cancel));

        Assert.Equal(JobState.Available, (await sealing.Store.Jobs.FindAsync(second.Id, Cancel))!.State);
        Assert.Single(await sealing.Store.Audit.ListLastAsync(10, Cancel));
    }

    [Fact]
    public async Task A_reason_that_is_too_long_is_refused_before_anything_happens()
    {
        sealing = await SealingFixture.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await new JobCommands(sealing.Store, ids, time)
            .CancelAsync(sealing.Job().Id, Caller.LocalOperator, new string('x', 1_001), Cancel));
    }

    public ValueTask DisposeAsync() => sealing.DisposeAsync();

    private sealed class OneId : Cabinet.Application.IIdGenerator
    {
        public Guid Next() => new(1, 2, 3, new byte[8]);
    }

    private sealed class TestIds : Cabinet.Application.IIdGenerator
    {
        private int last;

        public Guid Next() => new(++last, 0, 0, new byte[8]);
    }
}
