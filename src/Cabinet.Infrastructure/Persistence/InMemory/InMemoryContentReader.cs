using System.Globalization;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Walks over everything sealed: place by place, and by the name of the row within a place.</summary>
internal sealed class InMemoryContentReader(InMemoryDatabase database) : IContentReader
{
    /// <inheritdoc />
    public ValueTask<StoredContentPage> FindAsync(
        SealedUnder version, string? from, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IContentReader.MaximumLimit);
        var (place, row) = ParseCursor(from);
        return database.RunAsync(state => Walk(state, version, place, row, limit), cancellationToken);
    }

    private static StoredContentPage Walk(
        StoreState state, SealedUnder version, ContentPlace first, string after, int limit)
    {
        var found = new List<StoredContent>();
        var rows = 0;
        for (var place = first; place <= ContentPlace.SchedulePayload; place++)
        {
            var last = place == first ? after : "";
            foreach (var stored in SealedPlaces.List(state, place)
                .Where(stored => string.CompareOrdinal(stored.Row, last) > 0)
                .OrderBy(stored => stored.Row, StringComparer.Ordinal)
                .ToList())
            {
                if (rows >= IContentReader.MaximumStretch || found.Count >= limit)
                {
                    return new StoredContentPage(found, $"{(int)place}:{last}");
                }

                rows++;
                last = stored.Row;
                if (IsUnder(stored, version))
                {
                    found.Add(stored);
                }
            }
        }

        return new StoredContentPage(found, null);
    }

    private static bool IsUnder(StoredContent stored, SealedUnder version) =>
        stored.Content.IsSealed
        && SealedUnder.TryRead(stored.Content.Sealed.Span, out var name)
        && name == version;

    private static (ContentPlace Place, string Row) ParseCursor(string? from)
    {
        if (from is null)
        {
            return (ContentPlace.JobPayload, "");
        }

        var colon = from.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && int.TryParse(from.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            && Enum.IsDefined((ContentPlace)place)
            ? ((ContentPlace)place, from[(colon + 1)..])
            : throw new ArgumentException($"'{from}' isn't where a walk of this store stopped.", nameof(from));
    }
}
