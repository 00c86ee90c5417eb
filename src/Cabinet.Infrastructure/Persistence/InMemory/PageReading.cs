using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Cuts a page out of rows that are in the order of their ids.</summary>
internal static class PageReading
{
    public static IReadOnlyList<TRecord> Read<TRow, TRecord>(
        this IEnumerable<TRow> rows, Page page, Func<TRow, Guid> id, Func<TRow, TRecord> show) =>
    [
        .. rows.Where(row => page.After is not { } after || id(row).CompareTo(after) > 0)
            .Take(page.Limit)
            .Select(show),
    ];

    /// <summary>What a search finds among rows that match and are in the order of their ids.</summary>
    public static Found<TRecord> Find<TRow, TRecord>(
        this IEnumerable<TRow> rows, Search search, Func<TRow, Guid> id, Func<TRow, TRecord> show)
    {
        var sign = search.NewestFirst ? -1 : 1;
        var ordered = search.NewestFirst ? rows.Reverse() : rows;
        var found = ordered.Where(row => search.After is not { } after || id(row).CompareTo(after) * sign > 0)
            .Take(search.Limit)
            .ToList();
        return new Found<TRecord>([.. found.Select(show)], found.Count == search.Limit ? id(found[^1]) : null);
    }
}
