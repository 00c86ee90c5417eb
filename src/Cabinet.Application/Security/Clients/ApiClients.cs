using System.Text;
using System.Text.Json;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Security.Clients;

/// <summary>
/// The clients of the HTTP boundary as they are stored. Each carries a keyed digest of its name and document: who can write
/// the tables, and hasn't got the ring, can neither add a client nor give one more than it had.
/// </summary>
/// <remarks>
/// They can put back an older row, as with everything at rest: a revoked client comes back with it. The audit shows the
/// revocation.
/// </remarks>
public sealed class ApiClients(IStore store, IKeyedDigest digest)
{
    private const string DigestLabel = "api-client";

    /// <summary>The client of that name, or null.</summary>
    /// <exception cref="StoreException">It can't be read now, or what is stored isn't what Cabinet wrote.</exception>
    public async ValueTask<ApiClient?> FindAsync(string name, CancellationToken cancellationToken) =>
        await store.Clients.FindAsync(name, cancellationToken) is { } record ? Open(record) : null;

    /// <summary>Clients by name.</summary>
    /// <param name="after">Only those behind this name; empty begins at the first.</param>
    /// <param name="limit">At most so many, 1 to <see cref="Page.MaximumLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">One can't be read now, or isn't what Cabinet wrote.</exception>
    public async ValueTask<IReadOnlyList<ApiClient>> ListAsync(
        string after, int limit, CancellationToken cancellationToken) =>
        [.. (await store.Clients.ListAsync(after, limit, cancellationToken)).Select(Open)];

    /// <summary>The client with the revision that a change must name.</summary>
    internal async ValueTask<(ApiClient Client, long Revision)?> ReadAsync(
        string name, CancellationToken cancellationToken) =>
        await store.Clients.FindAsync(name, cancellationToken) is { } record ? (Open(record), record.Revision) : null;

    /// <summary>The record of a client.</summary>
    internal ApiClientRecord Close(ApiClient client, long revision)
    {
        var document = JsonSerializer.Serialize(client, ApiClientJson.Default.ApiClient);
        return document.Length <= ApiClientRecord.MaximumDocument
            ? new ApiClientRecord
            {
                Name = client.Name, Revision = revision, Document = document, Proof = Prove(client.Name, document),
            }
            : throw new ArgumentException($"Client '{client.Name}' has too many keys. Register another client.");
    }

    private ApiClient Open(ApiClientRecord record)
    {
        if (record.Document.Length > ApiClientRecord.MaximumDocument
            || Prove(record.Name, record.Document) != record.Proof)
        {
            throw Corrupt(record, null);
        }

        try
        {
            return JsonSerializer.Deserialize(record.Document, ApiClientJson.Default.ApiClient) is { } client
                && string.Equals(client.Name, record.Name, StringComparison.Ordinal)
                    ? client
                    : throw Corrupt(record, null);
        }
        catch (JsonException exception)
        {
            throw Corrupt(record, exception);
        }
    }

    // The name's length stands first, so that no name and document can be taken for others.
    private ContentDigest Prove(string name, string document) =>
        digest.Digest(DigestLabel, Encoding.UTF8.GetBytes($"{name.Length}/{name}/{document}"));

    private static StoreException Corrupt(ApiClientRecord record, Exception? inner) => new(
        StoreFault.Corrupt,
        $"What is stored of client '{record.Name}' isn't what Cabinet wrote, so it isn't let in. Restore the row, or delete "
        + "it and register the client anew.",
        inner);
}
