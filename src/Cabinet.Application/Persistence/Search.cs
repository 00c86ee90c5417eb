namespace Cabinet.Application.Persistence;

/// <summary>Which part of a search to read. A search looks at a bounded number of rows, and says where it stopped.</summary>
/// <param name="Limit">At most so many records, 1 to <see cref="Page.MaximumLimit"/>; anything else throws.</param>
/// <param name="After">Where the part before stopped (<see cref="Found{T}.Next"/>); null starts at the beginning.</param>
/// <param name="NewestFirst">By falling id instead of by rising id: the newest first.</param>
public readonly record struct Search(int Limit, Guid? After = null, bool NewestFirst = false)
{
    /// <summary>
    /// How many rows one read looks at: so each answers within a bounded time, however few rows match.
    /// </summary>
    public const int MaximumRows = 10_000;

    /// <summary>At most so many, 1 to <see cref="Page.MaximumLimit"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Limit { get; init => field = Bounds.Require(value, Page.MaximumLimit, "The limit of a search"); } =
        Bounds.Require(Limit, Page.MaximumLimit, "The limit of a search");
}
