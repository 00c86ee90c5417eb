using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Conformance;
using Cabinet.Domain.Names;

namespace Cabinet.Tests.Infrastructure.Persistence;

/// <summary>What the front does around a commit: it wakes workers, and is watched without being disturbed.</summary>
public sealed class SealingStoreSignalTests : IAsyncLifetime
{
    private SealingFixture fixture = null!;

    public async ValueTask InitializeAsync() => fixture = await SealingFixture.OpenAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_commit_of_available_jobs_wakes_their_queues()
    {
        var tomorrow = fixture.Samples.Now.AddDays(1);
        await fixture.DoAsync(
            new EnqueueJob(fixture.Job()),
            new EnqueueJob(fixture.Job()),
            new EnqueueJob(fixture.Job() with { Queue = StoreSamples.OtherQueue }),
            new EnqueueJob(fixture.Job() with { Queue = new QueueName("later"), DueAt = tomorrow }));
        Assert.Equal([StoreSamples.Queue, StoreSamples.OtherQueue], fixture.Signal.Queues);
    }

    [Fact]
    public async Task A_job_that_is_due_already_wakes_its_queue()
    {
        await fixture.DoAsync(new EnqueueJob(fixture.Job() with { DueAt = fixture.Samples.Now }));
        Assert.Equal([StoreSamples.Queue], fixture.Signal.Queues);
    }

    [Fact]
    public async Task A_refused_commit_wakes_nobody()
    {
        var job = fixture.Job();
        await fixture.DoAsync(new EnqueueJob(job));
        fixture.Signal.Queues.Clear();
        Assert.IsType<CommitResult.Refused>(await fixture.Store.CommitAsync(
            new WriteSet([new EnqueueJob(fixture.Job()), new EnqueueJob(job)]), TestContext.Current.CancellationToken));
        Assert.Empty(fixture.Signal.Queues);
    }

    [Fact]
    public async Task A_commit_without_new_jobs_wakes_nobody()
    {
        await fixture.DoAsync(new RegisterNode(fixture.Samples.Node()));
        Assert.Empty(fixture.Signal.Queues);
    }

    [Fact]
    public async Task Jobs_that_come_back_wake_every_queue()
    {
        var running = await fixture.RunningAsync(fixture.Job());
        Assert.Equal(0, fixture.Signal.Alls);
        await fixture.DoAsync(new ReturnJob(running.Lease));
        Assert.Equal(1, fixture.Signal.Alls);
        var node = fixture.Samples.Node();
        await fixture.DoAsync(new RegisterNode(node));
        await fixture.DoAsync(new RetireNode(node.Id));
        Assert.Equal(2, fixture.Signal.Alls);
    }

    [Fact]
    public async Task A_job_that_comes_back_later_wakes_nobody()
    {
        var running = await fixture.RunningAsync(fixture.Job());
        await fixture.DoAsync(new ReturnJob(running.Lease, fixture.Samples.Now.AddDays(1)));
        Assert.Equal(0, fixture.Signal.Alls);
    }

    [Fact]
    public async Task Listeners_that_fail_change_no_outcome()
    {
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Cabinet.Persistence")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        var heard = 0;
        meters.SetMeasurementEventCallback<double>((_, _, _, _) => Fail(ref heard));
        meters.SetMeasurementEventCallback<long>((_, _, _, _) => Fail(ref heard));
        meters.Start();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Cabinet.Persistence",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => Fail(ref heard),
            ActivityStopped = _ => Fail(ref heard),
        };
        ActivitySource.AddActivityListener(spans);

        var running = await fixture.RunningAsync(fixture.Job());
        await fixture.DoAsync(new EndJob(running.Lease, null));
        Assert.True(heard > 0);
    }

    private static void Fail(ref int heard)
    {
        Interlocked.Increment(ref heard);
        throw new InvalidOperationException("This listener always fails.");
    }
}
