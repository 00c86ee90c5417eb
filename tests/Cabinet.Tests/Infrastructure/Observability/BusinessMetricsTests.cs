using System.Diagnostics.Metrics;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure.Observability;

namespace Cabinet.Tests.Infrastructure.Observability;

public sealed class BusinessMetricsTests
{
    private static readonly PipelineName Pipeline = new("business-metrics-tests");

    [Fact]
    public void Tasks_are_counted_by_pipeline()
    {
        var measured = new List<(string, double)>();
        using var listener = Listen((name, value) => measured.Add((name, value)));
        using var metrics = new BusinessMetrics();

        metrics.TaskAccepted(Pipeline);
        metrics.TaskCompleted(Pipeline, TimeSpan.FromSeconds(3));
        metrics.TaskFailed(Pipeline);

        Assert.Equal(
            [
                ("cabinet.tasks.accepted", 1),
                ("cabinet.tasks.completed", 1),
                ("cabinet.tasks.duration", 3),
                ("cabinet.tasks.failed", 1),
            ],
            measured);
    }

    [Fact]
    public void A_listener_that_throws_reaches_nobody()
    {
        using var listener = Listen((_, _) => throw new InvalidOperationException("listener"));
        using var metrics = new BusinessMetrics();

        metrics.TaskAccepted(Pipeline);
        metrics.TaskCompleted(Pipeline, TimeSpan.Zero);
        metrics.TaskFailed(Pipeline);
    }

    private static MeterListener Listen(Action<string, double> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, subscribed) =>
            {
                if (instrument.Meter.Name == BusinessMetrics.Name)
                {
                    subscribed.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        return listener;

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags[0].Value is string pipeline && pipeline == Pipeline.Value)
            {
                measured(instrument.Name, value);
            }
        }
    }
}
