using System.Globalization;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Where a walk over everything sealed stands.</summary>
/// <param name="Place">The place.</param>
/// <param name="Row">The last row of it that was looked at; null before the first.</param>
internal readonly record struct ContentCursor(ContentPlace Place, string? Row)
{
    /// <summary>The row's number, or the one before the first.</summary>
    public long Number => Row is null ? 0 : long.Parse(Row, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The row's id, or the one before the first.</summary>
    public Guid Id => Row is null ? Guid.Empty : Guid.ParseExact(Row, "N");

    /// <summary>Reads back what <see cref="ToString"/> gave; null is the beginning.</summary>
    /// <exception cref="ArgumentException">It isn't that.</exception>
    public static ContentCursor Parse(string? from)
    {
        if (from is null)
        {
            return new ContentCursor(ContentPlace.JobPayload, null);
        }

        var colon = from.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && int.TryParse(from.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            && Enum.IsDefined((ContentPlace)place)
            && IsRow((ContentPlace)place, from.AsSpan(colon + 1))
            ? new ContentCursor((ContentPlace)place, colon + 1 == from.Length ? null : from[(colon + 1)..])
            : throw new ArgumentException($"'{from}' isn't where a walk of this store stopped.", nameof(from));
    }

    /// <summary>The place's number, a colon, and the row.</summary>
    public override string ToString() => $"{(int)Place}:{Row}";

    private static bool IsRow(ContentPlace place, ReadOnlySpan<char> row) =>
        row.IsEmpty
        || (ContentPlaces.IsByNumber(place)
            ? long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            : Guid.TryParseExact(row, "N", out _));
}
