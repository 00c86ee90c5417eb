using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Security;
using Cabinet.Domain.Integrations;
using Cabinet.Domain.Security;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Integrations.Storage;

/// <summary>Blobs in a local folder: sealed, under the keyed digest of their content.</summary>
/// <remarks>What it lacks beside an object store: it serves one machine, or several that share the mount.</remarks>
internal sealed class LocalFolderStorage(
    IOptions<LocalFolderOptions> options,
    IContentProtector protector,
    IKeyRing ring,
    IKeyedDigest digest,
    ISecureRandom random,
    IntegrationTelemetry telemetry)
    : IBlobStorage
{
    private const string Label = "blob";
    private const int SchemaVersion = 1;

    private readonly SealedFolder folder = new(Path.Combine(options.Value.Path, "blobs"), protector, ring, random);

    public Provenance Adapter { get; } = new("local-folder", "1");

    /// <summary>The blobs as a place where sealed content lies.</summary>
    internal ISealedHoldings Holdings => new FolderHoldings("blobs", folder, Context);

    public ValueTask<ContentDigest> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        telemetry.MeasureAsync(Adapter, "put", () => StoreAsync(content, cancellationToken));

    public ValueTask<BlobRead> ReadAsync(ContentDigest address, CancellationToken cancellationToken) =>
        telemetry.MeasureAsync(Adapter, "read", () => LoadAsync(address, cancellationToken));

    private async ValueTask<ContentDigest> StoreAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (content.Length > IBlobStorage.MaximumSize)
        {
            throw new ArgumentException(
                $"The blob has {content.Length} bytes; at most {IBlobStorage.MaximumSize} are allowed.", nameof(content));
        }

        var address = digest.Digest(Label, content.Span);
        await folder.TryWriteAsync(address.ToString(), content, Context(address), cancellationToken);
        return address;
    }

    private async ValueTask<BlobRead> LoadAsync(ContentDigest address, CancellationToken cancellationToken)
    {
        var opened = await folder.ReadAsync(address.ToString(), Context(address), cancellationToken);
        if (opened is not { } result)
        {
            return new BlobRead.Missing();
        }

        // The envelope proves what was put under this name; the digest proves that the name is the content's own.
        return result.IsOpened && digest.Digest(Label, result.Plaintext) == address
            ? new BlobRead.Found(result.Plaintext)
            : new BlobRead.Damaged();
    }

    private static ContentContext Context(ContentDigest address) => Context(address.ToString());

    private static ContentContext Context(string address) =>
        new(KeyPurposes.Content, RecordTypes.Blob, Guid.Empty, address, SchemaVersion);
}
