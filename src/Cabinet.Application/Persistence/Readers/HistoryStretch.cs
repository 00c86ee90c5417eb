namespace Cabinet.Application.Persistence.Readers;

/// <summary>A part of the history in the order of the ends.</summary>
/// <param name="After">Behind this place.</param>
/// <param name="EndedBefore">Exclusive (UTC).</param>
/// <param name="Limit">At most so many records, 1 to <see cref="Search.MaximumRows"/>; anything else throws.</param>
public readonly record struct HistoryStretch(HistoryPosition After, DateTimeOffset EndedBefore, int Limit)
{
    /// <summary>At most so many records, 1 to <see cref="Search.MaximumRows"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside its range.</exception>
    public int Limit { get; init => field = Bounds.Require(value, Search.MaximumRows, "The limit of a stretch"); } =
        Bounds.Require(Limit, Search.MaximumRows, "The limit of a stretch");
}
