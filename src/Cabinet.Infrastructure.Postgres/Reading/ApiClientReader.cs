using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;
using Npgsql;

namespace Cabinet.Infrastructure.Postgres.Reading;

/// <summary>Reads clients of the HTTP boundary.</summary>
internal sealed class ApiClientReader(ReaderSource source) : IApiClientReader
{
    private const string Columns = "SELECT name, revision, document, proof FROM cabinet.client";
    private const string FindSql = Columns + " WHERE name = $1";
    private const string ListSql = Columns + " WHERE name > $1 ORDER BY name LIMIT $2";

    public ValueTask<ApiClientRecord?> FindAsync(string name, CancellationToken cancellationToken) =>
        source.FindAsync(FindSql, arguments => arguments.Text(name), Read, cancellationToken);

    public async ValueTask<IReadOnlyList<ApiClientRecord>> ListAsync(
        string after, int limit, CancellationToken cancellationToken) =>
        await source.ListAsync(
            ListSql, arguments => arguments.Text(after).Int(new Page(limit).Limit), Read, cancellationToken);

    private static ApiClientRecord Read(NpgsqlDataReader row) => new()
    {
        Name = row.GetString(0),
        Revision = row.GetInt64(1),
        Document = row.GetString(2),
        Proof = ContentDigest.FromBytes(row.Bytes(3)),
    };
}
