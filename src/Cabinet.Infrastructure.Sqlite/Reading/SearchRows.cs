using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>What the searches have alike: walks that look at a bounded number of rows.</summary>
internal static class SearchRows
{
    /// <summary>Walks over rows in the order of ids; stops at the limit or at the bound.</summary>
    /// <param name="row">A bound statement; its first column is the id.</param>
    /// <param name="search">The limit.</param>
    /// <param name="read">Reads the row, or returns null when it doesn't match.</param>
    public static Found<T> Walk<T>(SqliteStatement row, Search search, Func<SqliteStatement, T?> read)
        where T : class
    {
        var found = new List<T>();
        Guid? last = null;
        var looked = 0;
        while (looked < Search.MaximumRows && found.Count < search.Limit && row.Step())
        {
            looked++;
            last = row.Id(0);
            if (read(row) is { } match)
            {
                found.Add(match);
            }
        }

        row.Reset();
        return new Found<T>(found, looked == Search.MaximumRows || found.Count == search.Limit ? last : null);
    }

    /// <summary>Adds what matches among rows in any order; false when there are more than the bound.</summary>
    /// <param name="matches">Takes what matches.</param>
    /// <param name="row">A bound statement; its first column is the id.</param>
    /// <param name="budget">How many rows may still be looked at.</param>
    /// <param name="read">Reads the row, or returns null when it doesn't match.</param>
    public static bool TryAdd<T>(
        List<(Guid Id, T Record)> matches, SqliteStatement row, ref int budget, Func<SqliteStatement, T?> read)
        where T : class
    {
        while (row.Step())
        {
            if (--budget < 0)
            {
                row.Reset();
                return false;
            }

            if (read(row) is { } match)
            {
                matches.Add((row.Id(0), match));
            }
        }

        row.Reset();
        return true;
    }

    /// <summary>The part that was asked for, of all that match.</summary>
    public static Found<T> Cut<T>(List<(Guid Id, T Record)> matches, Search search)
    {
        var sign = search.NewestFirst ? -1 : 1;
        var part = matches.Where(match => search.After is not { } after || match.Id.CompareTo(after) * sign > 0)
            .OrderBy(match => match.Id, Comparer<Guid>.Create((left, right) => left.CompareTo(right) * sign))
            .Take(search.Limit).ToList();
        return new Found<T>(
            [.. part.Select(match => match.Record)], part.Count == search.Limit ? part[^1].Id : null);
    }
}
