using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>The spans and metrics of background tasks. A listener that fails changes nothing (guarantee 9).</summary>
internal sealed class BackgroundTelemetry : IDisposable
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Cabinet.BackgroundTasks";

    private const string TaskTag = "cabinet.background_task";

    private readonly ActivitySource source = new(Name);
    private readonly Meter meter;
    private readonly Counter<long> runs;
    private readonly Counter<long> affected;
    private readonly Histogram<double> duration;

    /// <summary>Makes the instruments.</summary>
    public BackgroundTelemetry(IMeterFactory? factory = null)
    {
        meter = factory?.Create(new MeterOptions(Name)) ?? new Meter(Name);
        runs = meter.CreateCounter<long>("cabinet.background.runs", "{run}", "Runs of background tasks.");
        affected = meter.CreateCounter<long>("cabinet.background.affected", "{row}", "Rows that they worked on.");
        duration = meter.CreateHistogram<double>("cabinet.background.duration", "s", "How long a run took.");
    }

    /// <summary>Begins the span of a run; null when nobody listens.</summary>
    public Activity? Start(string task)
    {
        try
        {
            var activity = source.StartActivity($"background {task}");
            activity?.SetTag(TaskTag, task);
            return activity;
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>A run ended.</summary>
    public void Ran(string task, bool succeeded, long rows, TimeSpan took)
    {
        try
        {
            var tag = new KeyValuePair<string, object?>(TaskTag, task);
            runs.Add(1, tag, new("cabinet.background.succeeded", succeeded));
            affected.Add(rows, tag);
            duration.Record(took.TotalSeconds, tag);
        }
        catch (Exception)
        {
            // A measurement is all that is lost.
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        meter.Dispose();
        source.Dispose();
    }
}
