using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Reading;

/// <summary>Reads clients of the HTTP boundary.</summary>
internal sealed class ApiClientReader(ReaderSource source) : IApiClientReader
{
    private const string Columns = "SELECT name, revision, document, proof FROM client";
    private const string FindSql = Columns + " WHERE name = ?1";
    private const string ListSql = Columns + " WHERE name > ?1 ORDER BY name LIMIT ?2";

    public ValueTask<ApiClientRecord?> FindAsync(string name, CancellationToken cancellationToken) =>
        source.Pool.ReadAsync(
            session => ReadAll(session.Statement(FindSql).Bind(1, name)).SingleOrDefault(), cancellationToken);

    public ValueTask<IReadOnlyList<ApiClientRecord>> ListAsync(
        string after, int limit, CancellationToken cancellationToken) =>
        source.Pool.ReadAsync<IReadOnlyList<ApiClientRecord>>(
            session => ReadAll(session.Statement(ListSql).Bind(1, after).Bind(2, new Page(limit).Limit)),
            cancellationToken);

    private static List<ApiClientRecord> ReadAll(SqliteStatement row)
    {
        var all = new List<ApiClientRecord>();
        while (row.Step())
        {
            all.Add(new ApiClientRecord
            {
                Name = row.Text(0),
                Revision = row.Int64(1),
                Document = row.Text(2),
                Proof = ContentDigest.FromBytes(row.Bytes(3)),
            });
        }

        return all;
    }
}
