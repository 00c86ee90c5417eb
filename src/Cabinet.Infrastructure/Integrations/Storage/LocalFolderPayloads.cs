using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Security;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Security;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Integrations.Storage;

/// <summary>Payloads of jobs in a local folder: sealed, each under a name of its own.</summary>
/// <remarks>Like <see cref="LocalFolderStorage"/> it serves one machine, or several that share the mount.</remarks>
internal sealed class LocalFolderPayloads(
    IOptions<PayloadFolderOptions> options,
    IContentProtector protector,
    IKeyRing ring,
    IKeyedDigest digest,
    ISecureRandom random)
    : IPayloadStorage
{
    private const string Label = "payload";
    private const int SchemaVersion = 1;

    private readonly SealedFolder folder = new(Path.Combine(options.Value.Path, "payloads"), protector, ring, random);

    /// <summary>The payloads as a place where sealed content lies.</summary>
    internal ISealedHoldings Holdings => new FolderHoldings("payloads", folder, Context);

    public async ValueTask<StoredPayload> PutAsync(
        JobId job, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (payload.Length > IBlobStorage.MaximumSize)
        {
            throw new ArgumentException(
                $"The payload has {payload.Length} bytes; at most {IBlobStorage.MaximumSize} are allowed.", nameof(payload));
        }

        var address = new PayloadAddress(job, digest.Digest(Label, payload.Span), NextCopy());
        var name = address.ToString();
        await folder.TryWriteAsync(name, payload, Context(name), cancellationToken);
        return new StoredPayload(address, folder.WrittenAt(name));
    }

    public async ValueTask<BlobRead> ReadAsync(PayloadAddress address, CancellationToken cancellationToken)
    {
        var name = address.ToString();
        if (await folder.ReadAsync(name, Context(name), cancellationToken) is not { } opened)
        {
            return new BlobRead.Missing();
        }

        // The envelope proves what was put under this name; the digest proves that the name is the content's own.
        return opened.IsOpened && digest.Digest(Label, opened.Plaintext) == address.Digest
            ? new BlobRead.Found(opened.Plaintext)
            : new BlobRead.Damaged();
    }

    public ValueTask<StoredPayloadPage> ListAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var names = folder.List(after, limit);
        var payloads = new List<StoredPayload>();
        foreach (var name in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (PayloadAddress.TryParse(name, out var address) && IsOurs(name))
            {
                payloads.Add(new StoredPayload(address, folder.WrittenAt(name)));
            }
        }

        return new(new StoredPayloadPage(payloads, names.Count == limit ? names[^1] : null));
    }

    public ValueTask DeleteAsync(PayloadAddress address, CancellationToken cancellationToken)
    {
        folder.Delete(address.ToString());
        return default;
    }

    private Guid NextCopy()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes);
        return new Guid(bytes);
    }

    private bool IsOurs(string name) =>
        folder.FindVersion(name) is { } version && ring.StateOf(version) != KeyState.None;

    private static ContentContext Context(string name) =>
        new(KeyPurposes.Content, RecordTypes.StoredPayload, Guid.Empty, name, SchemaVersion);
}
