using System.Diagnostics.Metrics;

namespace Cabinet.Sqlite.Tests;

/// <summary>Counts the commits of the drivers that were given it.</summary>
internal sealed class CommitMeter : IMeterFactory
{
    private readonly MeterListener listener = new();
    private int commits;
    private int writeSets;

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
        listener.Start();
    }

    public int Commits => commits;

    public int WriteSets => writeSets;

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        return new Meter(options);
    }

    public void Dispose() => listener.Dispose();
}
