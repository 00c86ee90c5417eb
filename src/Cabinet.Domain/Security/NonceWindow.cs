namespace Cabinet.Domain.Security;

/// <summary>
/// How long a signed command may be on its way, and so how long its nonce must be remembered: pure rules in whole seconds.
/// </summary>
/// <remarks>
/// A command says when it was created, by its sender's clock. It is fresh at the instants from
/// <c>created - Skew</c> to <c>created + MaximumAge + Skew</c>, both inclusive, by the receiver's clock. Its nonce is
/// kept until <c>created + MaximumAge + 2 * Skew</c>: the longest that any node, its clock wrong by at most the skew,
/// may still call it fresh. A store never admits a nonce whose end of keeping lies before a time up to which it has
/// cleaned up, so that no wrong clock frees one that could still be used.
/// </remarks>
/// <param name="MaximumAge">How old a command may be, 1 second to 1 hour. The default is 5 minutes.</param>
/// <param name="Skew">How far a clock may be off, 0 to 10 minutes. The default is 30 seconds.</param>
public readonly record struct NonceWindow(TimeSpan MaximumAge, TimeSpan Skew)
{
    /// <summary>5 minutes, and 30 seconds of skew.</summary>
    public static NonceWindow Default { get; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30));

    /// <summary>How old a command may be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It isn't 1 second to 1 hour.</exception>
    public TimeSpan MaximumAge { get; init => field = RequireAge(value); } = RequireAge(MaximumAge);

    /// <summary>How far a clock may be off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It isn't 0 to 10 minutes.</exception>
    public TimeSpan Skew { get; init => field = RequireSkew(value); } = RequireSkew(Skew);

    /// <summary>Whether a command of that creation time is fresh now.</summary>
    public NonceFreshness Judge(DateTimeOffset created, DateTimeOffset now)
    {
        if (created - now > Skew)
        {
            return NonceFreshness.FromTheFuture;
        }

        return now - created > MaximumAge + Skew ? NonceFreshness.Stale : NonceFreshness.Fresh;
    }

    /// <summary>Until when the nonce of a command of that creation time is kept.</summary>
    public DateTimeOffset KeepUntil(DateTimeOffset created) => created + MaximumAge + Skew + Skew;

    private static TimeSpan RequireAge(TimeSpan value) =>
        value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromHours(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A command's age is 1 second to 1 hour.");

    private static TimeSpan RequireSkew(TimeSpan value) =>
        value >= TimeSpan.Zero && value <= TimeSpan.FromMinutes(10)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The skew of clocks is 0 to 10 minutes.");
}
