using System.Globalization;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Walks over everything sealed: place by place, and by row within a place.</summary>
/// <remarks>
/// Jobs and dead letters are walked by id, because a job's key changes as it waits and is claimed; everything else has
/// a number for good. Live jobs come before dead letters, and those before the history: the way that most jobs take.
/// </remarks>
internal sealed class ContentReader(ReaderSource source) : IContentReader
{
    // One call looks at so many bytes at most, be they few rows or many.
    private const long MaximumBytes = 8L * 1024 * 1024;

    public ValueTask<StoredContentPage> FindAsync(
        SealedUnder version, string? from, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IContentReader.MaximumLimit);
        var cursor = ParseCursor(from);
        return source.Pool.ReadManyAsync(session => Walk(session, version, cursor, limit), cancellationToken);
    }

    private static StoredContentPage Walk(ReaderSession session, SealedUnder version, Cursor cursor, int limit)
    {
        var stretch = new Stretch(version, limit);
        for (var place = cursor.Place; place <= ContentPlace.SchedulePayload; place++)
        {
            if (!WalkPlace(session, stretch, place, place == cursor.Place ? cursor.Row : null))
            {
                return new StoredContentPage(stretch.Found, $"{(int)place}:{stretch.LastRow}");
            }
        }

        return new StoredContentPage(stretch.Found, null);
    }

    /// <returns>Whether the place was walked to its end.</returns>
    private static bool WalkPlace(ReaderSession session, Stretch stretch, ContentPlace place, string? after)
    {
        stretch.Enter(after);
        var isById = ContentPlaces.IsById(place);
        var row = session.Statement(ContentPlaces.Sql(place)).Bind(2, stretch.RowsLeft + 1);
        Start(row, isById, after);
        while (row.Step())
        {
            if (stretch.IsFull)
            {
                row.Reset();
                return false;
            }

            var name = isById ? row.Id(0).ToString("N") : row.Int64(0).ToString(CultureInfo.InvariantCulture);
            if (stretch.Looks(name, row.Bytes(1)) && ContentPlaces.Context(session, place, row) is { } context)
            {
                stretch.Found.Add(
                    new StoredContent(place, name, context, Content.FromSealed(row.Bytes(1).ToArray())));
            }
        }

        return true;
    }

    private static void Start(SqliteStatement row, bool isById, string? after)
    {
        if (isById)
        {
            row.Bind(1, after is null ? null : Guid.ParseExact(after, "N"));
        }
        else
        {
            row.Bind(1, after is null ? null : long.Parse(after, CultureInfo.InvariantCulture));
        }
    }

    private static Cursor ParseCursor(string? from)
    {
        if (from is null)
        {
            return new Cursor(ContentPlace.JobPayload, null);
        }

        var colon = from.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            && int.TryParse(from.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            && Enum.IsDefined((ContentPlace)place)
            ? new Cursor((ContentPlace)place, colon + 1 == from.Length ? null : from[(colon + 1)..])
            : throw new ArgumentException($"'{from}' isn't where a walk of this store stopped.", nameof(from));
    }

    private readonly record struct Cursor(ContentPlace Place, string? Row);

    /// <summary>What one call looks at and finds, within its bounds.</summary>
    private sealed class Stretch(SealedUnder version, int limit)
    {
        private int rows;
        private long bytes;

        public List<StoredContent> Found { get; } = [];

        /// <summary>The last row of this place that was looked at; null before the first.</summary>
        public string? LastRow { get; private set; }

        public int RowsLeft => IContentReader.MaximumStretch - rows;

        public bool IsFull => rows >= IContentReader.MaximumStretch || bytes >= MaximumBytes || Found.Count >= limit;

        /// <summary>Begins a place, or goes on after a row of it.</summary>
        public void Enter(string? after) => LastRow = after;

        /// <summary>Counts a content that is looked at, and says whether it is under the version.</summary>
        public bool Looks(string row, ReadOnlySpan<byte> content)
        {
            LastRow = row;
            rows++;
            bytes += content.Length;
            return SealedUnder.TryRead(content, out var name) && name == version;
        }
    }
}
