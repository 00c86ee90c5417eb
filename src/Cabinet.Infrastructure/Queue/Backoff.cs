namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// Delays that double from 100 milliseconds to 5 seconds while the store has trouble, and start over after it.
/// </summary>
internal struct Backoff
{
    /// <summary>The delay after the first failure.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest delay.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private TimeSpan last;

    /// <summary>The delay after another failure.</summary>
    public TimeSpan Next()
    {
        last = last == TimeSpan.Zero ? First : TimeSpan.FromTicks(Math.Min(last.Ticks * 2, Longest.Ticks));
        return last;
    }

    /// <summary>Forgets the failures: something succeeded.</summary>
    public void Reset() => last = TimeSpan.Zero;
}
