namespace Cabinet.Infrastructure.Security.Webhooks;

/// <summary>How webhooks are verified.</summary>
public sealed class WebhookOptions
{
    /// <summary>The most that a timestamp can ever be tolerated: one hour.</summary>
    public static TimeSpan MaxTolerance { get; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How far a message's timestamp may lie in the past or in the future, the edge included: more than zero, at most
    /// <see cref="MaxTolerance"/>. Default: 5 minutes.
    /// </summary>
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether the tolerance is in its range.</summary>
    internal bool IsValid => Tolerance > TimeSpan.Zero && Tolerance <= MaxTolerance;
}
