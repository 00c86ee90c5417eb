namespace Cabinet.Application.Persistence;

/// <summary>Which part of a long list to read.</summary>
/// <param name="Limit">At most so many, 1 to <see cref="MaximumLimit"/>; anything else throws.</param>
/// <param name="After">The id of the last record of the previous page; null starts at the beginning.</param>
public readonly record struct Page(int Limit, Guid? After = null)
{
    /// <summary>The most records on one page.</summary>
    public const int MaximumLimit = 1_000;

    /// <summary>At most so many, 1 to <see cref="MaximumLimit"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Limit { get; init => field = Bounds.Require(value, MaximumLimit, "The limit of a page"); } =
        Bounds.Require(Limit, MaximumLimit, "The limit of a page");

    /// <summary>The first hundred.</summary>
    public static Page First => new(100);
}
