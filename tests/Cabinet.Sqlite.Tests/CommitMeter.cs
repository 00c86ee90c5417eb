using System.Diagnostics.Metrics;

namespace Cabinet.Sqlite.Tests;

/// <summary>Counts the commits of the drivers that were given it.</summary>
internal sealed class CommitMeter : IMeterFactory
{
    private readonly MeterListener listener = new();
    private int commits;
    private readonly TaskCompletionSource enoughFreed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int writeSets;
    private long freedPages;
    private long awaited = long.MaxValue;

    public CommitMeter()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Scope == this)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) =>
        {
            if (instrument.Name == "cabinet.sqlite.commit.size")
            {
                Interlocked.Increment(ref commits);
                Interlocked.Add(ref writeSets, value);
            }
        });
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            if (instrument.Name == "cabinet.sqlite.freed_pages" && Interlocked.Add(ref freedPages, value) >= awaited)
            {
                enoughFreed.TrySetResult();
            }
        });
        listener.Start();
    }

    public int Commits => commits;

    public int WriteSets => writeSets;

    /// <summary>Waits until so many pages were given back.</summary>
    public Task FreedAsync(long pages, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref awaited, pages);
        if (Interlocked.Read(ref freedPages) >= pages)
        {
            enoughFreed.TrySetResult();
        }

        return enoughFreed.Task.WaitAsync(cancellationToken);
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        return new Meter(options);
    }

    public void Dispose() => listener.Dispose();
}
