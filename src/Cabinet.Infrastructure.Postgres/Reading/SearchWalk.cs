using Cabinet.Application.Persistence;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>What one walk of a search came to.</summary>
/// <param name="Ids">What matched, in the order of the search.</param>
/// <param name="Stopped">Where the walk's bound was reached; null when it saw everything.</param>
internal sealed record SearchWalk(Guid[] Ids, Guid? Stopped)
{
    private static readonly Guid Last = new("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /// <summary>Where the next part of the search begins.</summary>
    public Guid? Next(Search search) => Ids.Length == search.Limit ? Ids[^1] : Stopped;

    /// <summary>Runs a statement of <see cref="SearchSql"/>.</summary>
    public static async ValueTask<SearchWalk> RunAsync(
        ReaderSource source, string sql, Search search, Action<Arguments> bind, CancellationToken cancellationToken)
    {
        var rows = await source.ListAsync(
            sql,
            arguments => bind(arguments
                .Id(search.After ?? (search.NewestFirst ? Last : Guid.Empty)).Int(Search.MaximumRows).Int(search.Limit)),
            row => (Id: row.GetGuid(0), IsHit: row.GetBoolean(1)),
            cancellationToken);
        var stopped = rows.FindIndex(static row => !row.IsHit);
        return new SearchWalk(
            [.. rows.Where(static row => row.IsHit).Select(static row => row.Id)],
            stopped < 0 ? null : rows[stopped].Id);
    }

    /// <summary>Runs the first statement and, when it can't see everything, the second.</summary>
    public static async ValueTask<SearchWalk> RunAsync(
        ReaderSource source, string? few, string walk, Search search, Action<Arguments> bind,
        CancellationToken cancellationToken)
    {
        if (few is not null)
        {
            var found = await RunAsync(source, few, search, bind, cancellationToken);
            if (found.Stopped is null)
            {
                return found;
            }
        }

        return await RunAsync(source, walk, search, bind, cancellationToken);
    }

    /// <summary>The records of the ids, as they were read in rising order.</summary>
    public Found<T> Dress<T>(List<T> records, Search search)
    {
        if (search.NewestFirst)
        {
            records.Reverse();
        }

        return new Found<T>(records, Next(search));
    }
}
