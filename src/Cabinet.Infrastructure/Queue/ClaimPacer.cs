namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// Decides how many jobs may wait in memory for a slot: as many as will start within about 50 milliseconds, or within 10
/// when jobs of partitions are claimed, because what is claimed ahead keeps another partition's job from its turn.
/// </summary>
/// <remarks>
/// Fast handlers get large batches, so that one claim feeds hundreds of runs; slow ones get nothing beyond their free
/// slots, so that another node can have what this one couldn't start yet. The rate is what was finished lately; the
/// mean duration caps it, so that a burst of slow jobs that end together isn't mistaken for speed. Not thread-safe.
/// </remarks>
/// <param name="concurrency">Slots.</param>
/// <param name="limit">The most jobs that may wait.</param>
/// <param name="time">Turns timestamps into durations.</param>
internal sealed class ClaimPacer(int concurrency, int limit, TimeProvider time)
{
    /// <summary>How far ahead it looks, and over how long it measures.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(50);

    /// <summary>How far ahead it looks when partitions share the slots.</summary>
    public static readonly TimeSpan SharedWindow = TimeSpan.FromMilliseconds(10);

    private long windowStart;
    private long finished;
    private long busy;

    /// <summary>Whether partitions share the slots.</summary>
    public bool IsSharing { get; set; }

    /// <summary>What <see cref="Target"/> last said.</summary>
    public int LastTarget { get; private set; }

    /// <summary>Notes a finished run.</summary>
    /// <param name="startedAt">The timestamp of its start.</param>
    /// <param name="endedAt">The timestamp of its end.</param>
    public void Finished(long startedAt, long endedAt)
    {
        finished++;
        busy += endedAt - startedAt;
    }

    /// <summary>How many jobs may wait.</summary>
    /// <param name="now">The current timestamp.</param>
    public int Target(long now)
    {
        var elapsed = time.GetElapsedTime(windowStart, now);
        if (elapsed >= Window)
        {
            LastTarget = Bounded(finished * (Ahead / elapsed));
            windowStart = now;
            finished = 0;
            busy = 0;
        }
        else
        {
            // Growth needs no full window: what was finished in a part of it can be finished again in the whole.
            LastTarget = Math.Max(LastTarget, Bounded(finished * (Ahead / Window)));
        }

        return LastTarget;
    }

    private TimeSpan Ahead => IsSharing ? SharedWindow : Window;

    private int Bounded(double rate)
    {
        if (finished == 0)
        {
            return 0;
        }

        var mean = time.GetElapsedTime(0, busy) / finished;
        var capacity = mean <= TimeSpan.Zero ? limit : concurrency * (Ahead / mean);
        return (int)Math.Min(limit, Math.Min(rate, capacity));
    }
}
