using System.Globalization;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Walks over everything sealed: place by place, and by row within a place.</summary>
/// <remarks>
/// Live jobs come before dead letters, and those before the history: the way that most jobs take. Each place is read in a
/// snapshot of its own, the later one never older.
/// </remarks>
internal sealed class ContentReader(ReaderSource source) : IContentReader
{
    // One call returns so many bytes, and at most one content more.
    private const long MaximumBytes = 8L * 1024 * 1024;

    public async ValueTask<StoredContentPage> FindAsync(
        SealedUnder version, string? from, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IContentReader.MaximumLimit);
        var cursor = ContentCursor.Parse(from);
        var stretch = new Stretch(version, limit);
        while (true)
        {
            await WalkPlaceAsync(stretch, cursor, cancellationToken);
            if (stretch.IsFull)
            {
                return new StoredContentPage(stretch.Found, (cursor with { Row = stretch.LastRow }).ToString());
            }

            if (cursor.Place == ContentPlace.SchedulePayload)
            {
                return new StoredContentPage(stretch.Found, null);
            }

            cursor = new ContentCursor(cursor.Place + 1, null);
        }
    }

    // Walks until the place or the stretch ends.
    private async ValueTask WalkPlaceAsync(Stretch stretch, ContentCursor cursor, CancellationToken cancellationToken)
    {
        stretch.Enter(cursor.Row);
        await source.ListAsync(
            ContentPlaces.Sql(cursor.Place),
            arguments =>
            {
                var started = ContentPlaces.IsByNumber(cursor.Place)
                    ? arguments.Long(cursor.Number)
                    : arguments.Id(cursor.Id);
                started.Long(stretch.RowsLeft).Bytes(stretch.Header).Long(stretch.LimitLeft).Long(stretch.BytesLeft);
            },
            row => stretch.Look(cursor.Place, row),
            cancellationToken);
    }

    /// <summary>What one call looks at and finds, within its bounds.</summary>
    private sealed class Stretch
    {
        private readonly int limit;
        private long rows;
        private long bytes;

        public Stretch(SealedUnder version, int limit)
        {
            this.limit = limit;
            Header = new byte[SealedUnder.Size];
            version.WriteTo(Header);
        }

        /// <summary>Id and version as they stand in what is looked for.</summary>
        public byte[] Header { get; }

        public List<StoredContent> Found { get; } = [];

        /// <summary>The last row of this place that was looked at; null before the first.</summary>
        public string? LastRow { get; private set; }

        public long RowsLeft => IContentReader.MaximumStretch - rows;

        public long LimitLeft => limit - Found.Count;

        public long BytesLeft => MaximumBytes - bytes;

        public bool IsFull => RowsLeft <= 0 || LimitLeft <= 0 || BytesLeft <= 0;

        /// <summary>Begins a place, or goes on after a row of it.</summary>
        public void Enter(string? after) => LastRow = after;

        /// <summary>Counts a row, and keeps its content if it has one that is looked for.</summary>
        public bool Look(ContentPlace place, NpgsqlDataReader row)
        {
            rows++;
            LastRow = ContentPlaces.IsByNumber(place)
                ? row.GetInt64(0).ToString(CultureInfo.InvariantCulture)
                : row.GetGuid(0).ToString("N");
            var content = row.Sealed(1);
            if (content.IsNone)
            {
                return false;
            }

            bytes += content.Length;
            Found.Add(new StoredContent(place, LastRow, ContentPlaces.Context(place, row), content));
            return true;
        }
    }
}
