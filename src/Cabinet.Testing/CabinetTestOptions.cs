namespace Cabinet.Testing;

/// <summary>How a test runs.</summary>
public sealed record CabinetTestOptions
{
    /// <summary>The most jobs that one drain runs before it says that there is no end: 1 or more. The default is 10,000.</summary>
    public int MaximumRuns { get; init; } = 10_000;

    /// <summary>
    /// How long one handler may take by the machine's own clock before the test is ended with an error. The default is 30
    /// seconds.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What the clock says at the start (UTC). The default is noon on 1 January 2030.</summary>
    public DateTimeOffset StartsAt { get; init; } = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
}
