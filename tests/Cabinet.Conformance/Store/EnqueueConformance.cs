using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Conformance.Store;

/// <summary>What an enqueued job looks like, and which ids and times it may have.</summary>
/// <typeparam name="THarness">Opens the driver under test.</typeparam>
public abstract class EnqueueConformance<THarness> : StoreConformance<THarness>
    where THarness : IStoreHarness, new()
{
    /// <summary>Every column reads back.</summary>
    [Fact]
    public async Task An_enqueued_job_reads_back_as_it_was_written()
    {
        var job = Samples.Job() with
        {
            Type = new JobType("another.type"),
            Queue = StoreSamples.OtherQueue,
            Priority = new JobPriority(7),
            Task = Samples.Place(),
        };
        await DoAsync(new EnqueueJob(job));

        Assert.Equal(
            new JobRecord
            {
                Id = job.Id,
                Type = job.Type,
                Queue = job.Queue,
                Priority = job.Priority,
                State = JobState.Available,
                Attempt = 0,
                Epoch = Epoch.None,
                CreatedAt = job.CreatedAt,
                Task = job.Task,
            },
            await FindAsync(job.Id));
    }

    /// <summary>A due time after the creation time makes it wait.</summary>
    [Fact]
    public async Task A_job_that_is_due_after_its_creation_is_scheduled()
    {
        var job = Samples.JobIn(TimeSpan.FromMilliseconds(1));
        await DoAsync(new EnqueueJob(job));

        var record = await FindAsync(job.Id);
        Assert.Equal((JobState.Scheduled, job.DueAt), (record.State, record.DueAt));
    }

    /// <summary>A due time at or before the creation time doesn't.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    public async Task A_job_that_is_due_already_is_available(int seconds)
    {
        var job = Samples.JobIn(TimeSpan.FromSeconds(seconds));
        await DoAsync(new EnqueueJob(job));

        var record = await FindAsync(job.Id);
        Assert.Equal((JobState.Available, null), (record.State, record.DueAt));
    }

    /// <summary>What is finer than a millisecond is cut off, never rounded up.</summary>
    [Fact]
    public async Task Times_are_kept_to_the_millisecond()
    {
        var millisecond = Samples.Now;
        var job = Samples.Job() with
        {
            CreatedAt = millisecond.AddTicks(9_999),
            DueAt = millisecond.AddSeconds(1).AddTicks(9_999),
        };
        await DoAsync(new EnqueueJob(job));

        var record = await FindAsync(job.Id);
        Assert.Equal((millisecond, millisecond.AddSeconds(1)), (record.CreatedAt, record.DueAt));
    }

    /// <summary>A time in another zone is the same time.</summary>
    [Fact]
    public async Task Times_come_back_in_UTC()
    {
        var job = Samples.Job() with { CreatedAt = Samples.Now.ToOffset(TimeSpan.FromHours(5)) };
        await DoAsync(new EnqueueJob(job));

        var record = await FindAsync(job.Id);
        Assert.Equal((Samples.Now, TimeSpan.Zero), (record.CreatedAt, record.CreatedAt.Offset));
    }

    /// <summary>The same commit again is recognised.</summary>
    [Fact]
    public async Task The_id_of_a_waiting_job_is_refused()
    {
        var job = await EnqueueAsync();
        Assert.Equal(job.Id.Value, (await RefusedAsync(Refusal.DuplicateId, new EnqueueJob(job))).Existing);
    }

    /// <summary>Also while the job runs.</summary>
    [Fact]
    public async Task The_id_of_a_running_job_is_refused()
    {
        var running = await RunningAsync();
        await RefusedAsync(Refusal.DuplicateId, new EnqueueJob(Samples.Job() with { Id = running.Id }));
    }

    /// <summary>Also while it is dead-lettered: its journal and errors belong to that id.</summary>
    [Fact]
    public async Task The_id_of_a_dead_lettered_job_is_refused()
    {
        var running = await RunningAsync();
        await DoAsync(new DeadLetterJob(running.Lease, DeadLetterReason.Permanent, Samples.Error()));
        await RefusedAsync(Refusal.DuplicateId, new EnqueueJob(Samples.Job() with { Id = running.Id }));
    }

    /// <summary>Each operation sees the ones before it.</summary>
    [Fact]
    public async Task The_id_of_a_job_of_the_same_write_set_is_refused()
    {
        var job = Samples.Job();
        await RefusedAsync(Refusal.DuplicateId, new EnqueueJob(job), new EnqueueJob(job));
        await GoneAsync(job.Id);
    }

    /// <summary>An enqueue has nothing more to say than that it is committed.</summary>
    [Fact]
    public async Task An_enqueue_affects_no_rows_in_bulk()
    {
        var committed = await DoAsync(new EnqueueJob(Samples.Job()), new EnqueueJob(Samples.Job()));
        Assert.Equal((0, null), (committed.Affected, committed.Kept));
    }
}
