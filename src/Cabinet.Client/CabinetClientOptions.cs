namespace Cabinet.Client;

/// <summary>How a client tries again.</summary>
public sealed record CabinetClientOptions
{
    /// <summary>How often a request is sent at most, 1 to 20; by default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int MaximumAttempts
    {
        get;
        init => field = value is >= 1 and <= 20
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A request is sent 1 to 20 times.");
    } = 5;

    /// <summary>
    /// How long it waits before the second attempt, up to 1 minute; by default 200 ms. Each further wait is twice as long, up to
    /// 10 seconds; a node that says how long to wait is obeyed up to as much.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or longer.</exception>
    public TimeSpan FirstDelay
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromMinutes(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The first wait is up to a minute.");
    } = TimeSpan.FromMilliseconds(200);
}
