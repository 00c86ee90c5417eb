using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads nodes and background tasks.</summary>
internal sealed class NodeReader(ReaderSource source) : INodeReader
{
    private const string ListSql =
        "SELECT id, name, lease_time, beat, started_at, ring_revision FROM cabinet.node ORDER BY id";

    private const string ResultsSql =
        """
        SELECT name, ended_at, succeeded, affected, duration, message FROM cabinet.background
        WHERE ended_at IS NOT NULL ORDER BY name COLLATE "C"
        """;

    public async ValueTask<IReadOnlyList<NodeRecord>> ListAsync(CancellationToken cancellationToken) =>
        await source.ListAsync(ListSql, null, ReadNode, cancellationToken);

    public async ValueTask<IReadOnlyList<BackgroundResult>> ListBackgroundResultsAsync(
        CancellationToken cancellationToken) =>
        await source.ListAsync(ResultsSql, null, ReadResult, cancellationToken);

    private static NodeRecord ReadNode(NpgsqlDataReader row) => new(
        new NodeId(row.GetGuid(0)), row.GetString(1), row.GetFieldValue<TimeSpan>(2), row.GetInt64(3), row.Time(4))
    {
        RingRevision = row.GetInt64(5),
    };

    private static BackgroundResult ReadResult(NpgsqlDataReader row) => new(
        row.GetString(0), row.Time(1), row.GetBoolean(2), row.GetInt64(3), row.GetFieldValue<TimeSpan>(4),
        row.GetString(5));
}
