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
}
