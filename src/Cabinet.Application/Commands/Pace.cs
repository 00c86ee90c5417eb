using Cabinet.Application.Persistence;

namespace Cabinet.Application.Commands;

/// <summary>How many jobs an operator's command touches, and how fast.</summary>
/// <param name="Limit">At most so many, 1 to <see cref="MaximumLimit"/>; anything else throws.</param>
/// <param name="PerSecond">
/// At most so many a second, 1 to <see cref="MaximumRate"/>; null is as fast as the store takes them.
/// </param>
public sealed record Pace(int Limit, int? PerSecond = null)
{
    /// <summary>The most jobs of one command.</summary>
    public const int MaximumLimit = 1_000_000;

    /// <summary>The highest rate.</summary>
    public const int MaximumRate = 10_000;

    /// <summary>At most so many, 1 to <see cref="MaximumLimit"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Limit { get; init => field = Bounds.Require(value, MaximumLimit, "The limit of a command"); } =
        Bounds.Require(Limit, MaximumLimit, "The limit of a command");

    /// <summary>At most so many a second, 1 to <see cref="MaximumRate"/>, or null.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int? PerSecond { get; init => field = Check(value); } = Check(PerSecond);

    /// <summary>How long to wait before the next one: the first goes at once, and no second has more than the rate.</summary>
    /// <param name="done">How many were done.</param>
    /// <param name="elapsed">How long ago the first began.</param>
    public TimeSpan WaitBefore(long done, TimeSpan elapsed)
    {
        if (PerSecond is not { } rate)
        {
            return TimeSpan.Zero;
        }

        var due = TimeSpan.FromSeconds((double)done / rate);
        return due > elapsed ? due - elapsed : TimeSpan.Zero;
    }

    private static int? Check(int? rate) =>
        rate is { } value ? Bounds.Require(value, MaximumRate, "The rate of a command") : null;
}
