using System.Text;
using System.Text.Json;
using Cabinet.Application.Integrations.Publishing;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Security;
using Cabinet.Domain.Integrations;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Integrations.Storage;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Integrations.Publishing;

/// <summary>A publication feed in a local folder: one sealed entry for each idempotency key.</summary>
/// <remarks>
/// The entry's name is the keyed digest of its idempotency key, and a file is written only where there is none: that is
/// what makes publishing twice with one key the same as publishing once. What it lacks beside a real publisher:
/// nobody is told of an entry.
/// </remarks>
internal sealed class LocalPublicationFeed(
    IOptions<LocalFolderOptions> options,
    IContentProtector protector,
    IKeyRing ring,
    IKeyedDigest digest,
    ISecureRandom random,
    IntegrationTelemetry telemetry)
    : IPublisher, IPublicationFeed
{
    private const string Label = "publication";
    private const int SchemaVersion = 1;
    private const int MaximumDocument = 1024 * 1024;

    private readonly SealedFolder folder = new(Path.Combine(options.Value.Path, "feed"), protector, ring, random);

    public Provenance Adapter { get; } = new("local-feed", "1");

    /// <summary>The feed as a place where sealed content lies.</summary>
    internal ISealedHoldings Holdings => new FolderHoldings("feed", folder, Context);

    public ValueTask<bool> PublishAsync(
        Publication publication, string idempotencyKey, CancellationToken cancellationToken) =>
        telemetry.MeasureAsync(Adapter, "publish", () => WriteAsync(publication, idempotencyKey, cancellationToken));

    public async ValueTask<IReadOnlyList<Publication>> ReadAsync(CancellationToken cancellationToken)
    {
        var publications = new List<Publication>();
        foreach (var name in folder.List())
        {
            var opened = await folder.ReadAsync(name, Context(name), cancellationToken);
            if (opened is not { IsOpened: true } result)
            {
                throw new StorageException(
                    $"Feed entry {name} is damaged or its key is missing. Restore it from a backup, or remove it and redrive "
                    + "the job that published it.");
            }

            var entry = JsonSerializer.Deserialize(result.Plaintext, FeedJson.Default.FeedEntry)!;
            publications.Add(new Publication(entry.Item, entry.Document));
        }

        publications.Sort(Order);
        return publications;
    }

    private async ValueTask<bool> WriteAsync(
        Publication publication, string idempotencyKey, CancellationToken cancellationToken)
    {
        Check(publication, idempotencyKey);
        var name = digest.Digest(Label, Encoding.UTF8.GetBytes(idempotencyKey)).ToString();
        var entry = JsonSerializer.SerializeToUtf8Bytes(
            new FeedEntry(publication.Item, publication.Document.ToArray()), FeedJson.Default.FeedEntry);
        return await folder.TryWriteAsync(name, entry, Context(name), cancellationToken);
    }

    private static int Order(Publication left, Publication right) =>
        string.CompareOrdinal(left.Item, right.Item) is var order and not 0
            ? order
            : left.Document.Span.SequenceCompareTo(right.Document.Span);

    private static void Check(Publication publication, string idempotencyKey)
    {
        if (publication.Item.Length is 0 or > 1_000)
        {
            throw new ArgumentException($"The item's name has {publication.Item.Length} characters; allowed are 1 to 1,000.");
        }

        if (publication.Document.Length > MaximumDocument)
        {
            throw new ArgumentException(
                $"The document has {publication.Document.Length} bytes; at most {MaximumDocument} are allowed.");
        }

        if (idempotencyKey.Length is 0 or > 300)
        {
            throw new ArgumentException($"The idempotency key has {idempotencyKey.Length} characters; allowed are 1 to 300.");
        }
    }

    private static ContentContext Context(string name) =>
        new(KeyPurposes.Content, RecordTypes.Publication, Guid.Empty, name, SchemaVersion);
}
