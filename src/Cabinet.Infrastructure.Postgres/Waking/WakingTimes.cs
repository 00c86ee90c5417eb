namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>When a silent listener is asked, and when it counts as dead.</summary>
internal sealed record WakingTimes
{
    public static WakingTimes Default { get; } = new();

    /// <summary>Silence after which the connection is asked whether it still hears.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an answer may take, and an announcement; whole seconds, 1 or more.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The pause after the first failure in a row; it doubles with each further one.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause after so many failures in a row, 1 or more.</summary>
    public TimeSpan PauseAfter(int failures) =>
        TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(failures - 1, 16), LongestPause.Ticks));
}
