using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Store;

/// <summary>Guarantee 4: a committed step is on record once, and stays through whatever happens to its job.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class JournalConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Started and completed steps read back in the order in which they were started.</summary>
    [Fact]
    public async Task Steps_read_back_in_the_order_of_their_start()
    {
        var running = await RunningAsync();
        var pure = Samples.Completed("zulu") with { Effect = StepEffect.Pure };
        var keyed = Samples.Completed("alpha") with { Effect = StepEffect.Keyed };
        await DoAsync(new RecordStep(running.Lease, Samples.Started("mike")));
        await DoAsync(new RecordStep(running.Lease, pure), new RecordStep(running.Lease, keyed));
        Samples.Now += TimeSpan.FromSeconds(2);
        await DoAsync(new RecordStep(running.Lease, Samples.Completed("mike")));

        await JournalIsAsync(running.Id, Samples.Completed("mike"), pure, keyed);
    }

    /// <summary>A start has no result yet.</summary>
    [Fact]
    public async Task A_started_step_has_no_result()
    {
        var running = await RunningAsync();
        await DoAsync(new RecordStep(running.Lease, Samples.Started("step")));
        await JournalIsAsync(running.Id, Samples.Started("step"));
    }

    /// <summary>An empty result is a result.</summary>
    [Fact]
    public async Task An_empty_result_is_not_none()
    {
        var running = await RunningAsync();
        var step = Samples.Completed("step") with { Result = Content.FromSealed(default) };
        await DoAsync(new RecordStep(running.Lease, step));
        await JournalIsAsync(running.Id, step);
    }

    /// <summary>What is started may not be started again: somebody must decide first.</summary>
    [Fact]
    public async Task A_started_step_is_not_started_again()
    {
        var running = await RunningAsync();
        await DoAsync(new RecordStep(running.Lease, Samples.Started("step")));
        await RefusedAsync(Refusal.StepRecorded, new RecordStep(running.Lease, Samples.Started("step")));
    }

    /// <summary>What is completed stays as it is.</summary>
    [Fact]
    public async Task A_completed_step_is_neither_started_nor_completed_again()
    {
        var running = await RunningAsync();
        await DoAsync(new RecordStep(running.Lease, Samples.Completed("step")));
        await RefusedAsync(Refusal.StepRecorded, new RecordStep(running.Lease, Samples.Started("step")));
        await RefusedAsync(Refusal.StepRecorded, new RecordStep(running.Lease, Samples.Completed("step")));
    }

    /// <summary>A lost lease is told before anything else.</summary>
    [Fact]
    public async Task A_stale_epoch_comes_before_a_recorded_step()
    {
        var running = await RunningAsync();
        await DoAsync(new RecordStep(running.Lease, Samples.Completed("step")), new ReturnJob(running.Lease));
        await RefusedAsync(Refusal.StaleEpoch, new RecordStep(running.Lease, Samples.Completed("step")));
    }

    /// <summary>Names are unique within a job, not beyond.</summary>
    [Fact]
    public async Task Two_jobs_may_have_steps_of_the_same_name()
    {
        var first = await RunningAsync();
        var second = await RunningAsync();
        await DoAsync(
            new RecordStep(first.Lease, Samples.Started("step")),
            new RecordStep(second.Lease, Samples.Completed("step")));
        await JournalIsAsync(first.Id, Samples.Started("step"));
        await JournalIsAsync(second.Id, Samples.Completed("step"));
    }

    /// <summary>The next runner finds what the ones before it did.</summary>
    [Fact]
    public async Task The_journal_survives_retry_return_and_death()
    {
        var running = await RunningAsync();
        await DoAsync(
            new RecordStep(running.Lease, Samples.Completed("first")),
            new RetryJob(running.Lease, Samples.Now, Samples.Error()));
        var node = await RegisterAsync();
        var second = await ClaimOneAsync(node);
        await DoAsync(new RecordStep(second.Lease, Samples.Started("second")), new ReturnJob(second.Lease));
        await ClaimOneAsync(node);
        await ExpireAsync(node);

        await JournalIsAsync(running.Id, Samples.Completed("first"), Samples.Started("second"));
        var third = await ClaimOneAsync(await RegisterAsync(), suspects: true);
        await RefusedAsync(Refusal.StepRecorded, new RecordStep(third.Lease, Samples.Completed("first")));
        await DoAsync(new RecordStep(third.Lease, Samples.Completed("second")));
    }

    /// <summary>Nobody's journal is empty.</summary>
    [Fact]
    public async Task An_unknown_job_has_no_journal_and_no_errors()
    {
        var id = new JobId(Samples.NextId());
        await JournalIsAsync(id);
        Assert.Empty(await Driver.Jobs.ReadErrorsAsync(id, TestContext.Current.CancellationToken));
    }

    private async ValueTask JournalIsAsync(JobId job, params StepRecord[] expected)
    {
        var journal = await Driver.Jobs.ReadJournalAsync(job, TestContext.Current.CancellationToken);
        Assert.Equal(expected.Select(Comparable), journal.Select(Comparable));
    }

    private static object Comparable(StepRecord step) => (
        step.Name,
        step.Effect,
        step.IsCompleted,
        step.At,
        step.Result.IsNone ? null : Convert.ToHexString(step.Result.Sealed.Span));
}
