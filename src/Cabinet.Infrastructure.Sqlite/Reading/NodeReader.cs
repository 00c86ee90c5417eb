using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads nodes and background tasks.</summary>
internal sealed class NodeReader(ReaderSource source) : INodeReader
{
    private const string ListSql = "SELECT id, name, lease_time, beat, started_at, ring_revision FROM node ORDER BY id";

    private const string ResultsSql =
        """
        SELECT name, ended_at, succeeded, affected, duration, message FROM background
        WHERE ended_at IS NOT NULL ORDER BY name
        """;

    public ValueTask<IReadOnlyList<NodeRecord>> ListAsync(CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<NodeRecord>>(
            session =>
            {
                var nodes = new List<NodeRecord>();
                var row = session.Statement(ListSql);
                while (row.Step())
                {
                    nodes.Add(new NodeRecord(
                        new NodeId(row.Id(0)), row.Text(1), TimeSpan.FromMilliseconds(row.Int64(2)), row.Int64(3),
                        row.Time(4))
                    {
                        RingRevision = row.Int64(5),
                    });
                }

                return nodes;
            },
            cancellationToken);

    public ValueTask<IReadOnlyList<BackgroundResult>> ListBackgroundResultsAsync(CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<BackgroundResult>>(
            session =>
            {
                var results = new List<BackgroundResult>();
                var row = session.Statement(ResultsSql);
                while (row.Step())
                {
                    results.Add(new BackgroundResult(
                        row.Text(0), row.Time(1), row.Int32(2) != 0, row.Int64(3),
                        TimeSpan.FromMilliseconds(row.Int64(4)), row.Text(5)));
                }

                return results;
            },
            cancellationToken);
}
