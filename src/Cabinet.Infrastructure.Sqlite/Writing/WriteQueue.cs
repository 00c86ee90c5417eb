using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>Where callers leave their work for the one writer, who sleeps while there is none.</summary>
internal sealed class WriteQueue : IDisposable
{
    private const int Awake = 0;
    private const int Asleep = 1;

    private readonly ConcurrentQueue<PendingWork> items = new();
    private readonly AutoResetEvent wake = new(initialState: false);
    private int writer = Awake;

    public void Dispose() => wake.Dispose();

    public void Enqueue(PendingWork work)
    {
        items.Enqueue(work);
        Wake();
    }

    /// <summary>Wakes the writer if it sleeps.</summary>
    public void Wake()
    {
        // The fence orders "item is there" before "is the writer asleep"; the writer does it the other way round.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref writer) == Asleep && Interlocked.Exchange(ref writer, Awake) == Asleep)
        {
            wake.Set();
        }
    }

    public bool TryTake([NotNullWhen(true)] out PendingWork? work) => items.TryDequeue(out work);

    /// <summary>Sleeps until there is an item, or until somebody wakes the writer for another reason.</summary>
    /// <param name="isStopping">Says that the writer shouldn't sleep any more.</param>
    /// <param name="milliseconds">How long at most; <see cref="Timeout.Infinite"/> for as long as it takes.</param>
    /// <returns>False when nobody came in that time.</returns>
    public bool Wait(Func<bool> isStopping, int milliseconds)
    {
        Interlocked.Exchange(ref writer, Asleep);
        if ((!items.IsEmpty || isStopping()) && Interlocked.Exchange(ref writer, Awake) == Asleep)
        {
            return true;
        }

        // Whoever finds the writer asleep signals exactly once, so a wake-up that crosses the time-out is waited for.
        return wake.WaitOne(milliseconds) || (Interlocked.Exchange(ref writer, Awake) == Awake && wake.WaitOne());
    }
}
