using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Queue;

namespace Cabinet.Tests.Infrastructure.Queue;

public sealed class TelemetryTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = $"00-{TraceId}-b7ad6b7169203331-01";

    [Fact]
    public async Task A_job_runs_in_a_span_that_continues_the_trace_of_whoever_enqueued_it()
    {
        // The listener hears the spans of tests that run at the same time, too.
        var spans = new List<Activity>();
        using var listener = Listen(activity =>
        {
            if (activity.TraceId.ToHexString() == TraceId)
            {
                spans.Add(activity);
            }
        });
        await using var node = NodeHarness.Create();
        string? inside = null;
        node.Executor.Handler = (_, _) =>
        {
            inside = Activity.Current?.Id;
            return new(FakeExecutor.Success);
        };
        string? settling = null;
        node.Executor.BeforeSettle = (_, _) =>
        {
            settling = Activity.Current?.Id;
            return ValueTask.CompletedTask;
        };

        var job = await node.Store.AddAsync(traceParent: Parent);
        await node.StartAsync();
        await node.Store.WhenEmptyAsync();
        await node.StopAsync();

        var span = Assert.Single(spans);
        Assert.Equal("process default", span.OperationName);
        Assert.Equal(ActivityKind.Consumer, span.Kind);
        Assert.Equal("b7ad6b7169203331", span.ParentSpanId.ToHexString());
        Assert.Equal((span.Id, span.Id), (inside, settling));
        Assert.Equal("cabinet", span.GetTagItem("messaging.system"));
        Assert.Equal("process", span.GetTagItem("messaging.operation.type"));
        Assert.Equal("default", span.GetTagItem("messaging.destination.name"));
        Assert.Equal(job.ToString(), span.GetTagItem("messaging.message.id"));
    }

    [Fact]
    public async Task Runs_and_retries_are_counted_by_the_conventions_names()
    {
        var measured = new List<(string Name, string? Error)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, subscribed) =>
        {
            if (instrument.Meter.Name == QueueTelemetry.Name)
            {
                subscribed.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        await using var node = NodeHarness.Create(options => options.Serve(new QueueName("measured")));
        node.Executor.Handler = (job, _) => new(job.Attempt == 1
            ? new JobOutcome.Failed(new JobFailure(FailureKind.Integration, "secret text"))
            : FakeExecutor.Success);
        await node.Store.AddAsync("measured");

        await node.StartAsync();
        await node.Store.WhenAsync(() => node.Store.Claimed.Count == 1 && node.Executor.Settlements.Count == 1);
        node.Notify("measured");
        await node.Store.WhenEmptyAsync();
        await node.StopAsync();

        lock (measured)
        {
            Assert.Contains(("messaging.process.duration", "integration"), measured);
            Assert.Contains(("messaging.process.duration", null), measured);
            Assert.Contains(("messaging.client.consumed.messages", null), measured);
            Assert.Contains(("cabinet.queue.retries", "integration"), measured);
        }

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            if (all.GetValueOrDefault("messaging.destination.name") is "measured")
            {
                lock (measured)
                {
                    measured.Add((instrument.Name, all.GetValueOrDefault("error.type") as string));
                }
            }
        }
    }

    [Fact]
    public async Task Listeners_that_throw_change_no_outcome()
    {
        using var spans = Listen(_ => throw new InvalidOperationException("listener"));
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, subscribed) =>
        {
            if (instrument.Meter.Name == QueueTelemetry.Name)
            {
                subscribed.EnableMeasurementEvents(instrument);
            }
        };
        meters.SetMeasurementEventCallback<double>(Throw);
        meters.SetMeasurementEventCallback<long>(Throw);
        meters.Start();
        await using var node = NodeHarness.Create();
        node.Log.Throws = true;
        await node.Store.AddAsync(10);

        await node.StartAsync();
        await node.Store.WhenEmptyAsync();

        Assert.All(node.Store.Claimed, claim => Assert.Equal(1, claim.Attempt));

        // Other tests measure at the same time; only what carries this test's queue may throw.
        static void Throw<TValue>(
            Instrument instrument, TValue value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            foreach (var tag in tags)
            {
                if (tag.Value is "default")
                {
                    throw new InvalidOperationException("listener");
                }
            }
        }
    }

    private static ActivityListener Listen(Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == QueueTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (typeof(TelemetryTests))
                {
                    stopped(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
