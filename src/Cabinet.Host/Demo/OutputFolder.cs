using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cabinet.Host.Demo;

/// <summary>The folder that results are written to in the clear.</summary>
/// <remarks>
/// Each file appears whole or not at all, <c>feed.json</c> last, so whoever reads it finds what it names. A folder that
/// holds anything is touched only when it is the demo's own: it has a <c>feed.json</c> of the demo's format, or the
/// mark of a run that was cut short. From such a folder only files go that its old <c>feed.json</c> names and the new
/// one doesn't.
/// </remarks>
internal sealed class OutputFolder
{
    private const string FeedName = "feed.json";
    private const string MarkName = ".cabinet-demo-writes-here";
    private const string PartEnding = ".cabinet-part";

    // People open the file: only what JSON requires is escaped.
    private static readonly FeedDocumentJson Json = new(new JsonSerializerOptions(FeedDocumentJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private readonly string root;

    private OutputFolder(string root) => this.root = root;

    /// <summary>The folder's full path.</summary>
    public string Path => root;

    /// <summary>Takes a folder, or says why not; changes nothing yet.</summary>
    /// <exception cref="CommandException">It is a file, or a folder with somebody else's files.</exception>
    public static OutputFolder Open(string path)
    {
        var root = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (File.Exists(root))
        {
            throw new CommandException(
                ExitCode.Usage, "badOutput", $"The output folder {root} is a file. Name a folder that is new, empty or "
                    + "an earlier output.");
        }

        var folder = new OutputFolder(root);
        if (!Directory.Exists(root) || !Directory.EnumerateFileSystemEntries(root).Any() || folder.IsOurs())
        {
            return folder;
        }

        throw new CommandException(
            ExitCode.Usage,
            "badOutput",
            $"The output folder {root} holds files that the demo didn't write, and it doesn't touch those. Name a "
                + "folder that is "
            + "new, empty or an earlier output.");
    }

    /// <summary>Writes all results.</summary>
    /// <param name="items">What was published.</param>
    /// <param name="read">Reads a file's content from storage.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>How many files the folder holds now, <c>feed.json</c> included.</returns>
    /// <exception cref="CommandException">The folder can't be written, or a file isn't what was published.</exception>
    public async ValueTask<int> WriteAsync(
        IReadOnlyList<PublishedItem> items,
        Func<StoredFile, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> read,
        CancellationToken cancellationToken)
    {
        try
        {
            var stale = ReadFeed()?.Items.SelectMany(item => item.Files).Select(file => file.Name).ToHashSet() ?? [];
            Directory.CreateDirectory(root);
            await File.WriteAllTextAsync(PlaceOf(MarkName), "", cancellationToken);
            RemoveParts();
            foreach (var file in items.SelectMany(item => item.Files))
            {
                await WriteAsync(file.Name, Verified(file, await read(file, cancellationToken)), cancellationToken);
                stale.Remove(file.Name);
            }

            await WriteAsync(FeedName, Serialize(items), cancellationToken);
            Remove(stale);
            File.Delete(PlaceOf(MarkName));
            return items.Sum(item => item.Files.Count) + 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.Unavailable,
                "unwritableOutput",
                $"The output folder {root} can't be written: {exception.Message} Free space or name another folder, "
                    + "then run "
                + "the same command again: nothing that was done is lost.",
                exception);
        }
    }

    private static ReadOnlyMemory<byte> Verified(StoredFile file, ReadOnlyMemory<byte> content) =>
        Convert.ToHexStringLower(SHA256.HashData(content.Span)) == file.Sha256
            ? content
            : throw new CommandException(
                ExitCode.Unavailable,
                "damagedStorage",
                $"What the storage holds as {file.Name} isn't what was published. Bring the data folder back from a "
                    + "backup.");

    private static byte[] Serialize(IReadOnlyList<PublishedItem> items) => JsonSerializer.SerializeToUtf8Bytes(
        new FeedDocument(FeedDocument.CurrentFormat, [.. items.Select(Show)]), Json.FeedDocument);

    private static FeedItem Show(PublishedItem item) => new(
        item.Path,
        item.Kind,
        item.Title,
        item.Language,
        item.Contents,
        [
            .. item.Files.Select(file => new FeedFile(
                file.Name, file.MediaType, file.Bytes, file.Sha256, file.Width, file.Height, file.ServedBy)),
        ]);

    private bool IsOurs() => File.Exists(PlaceOf(MarkName)) || ReadFeed() is not null;

    private FeedDocument? ReadFeed()
    {
        try
        {
            var feed = JsonSerializer.Deserialize(
                File.ReadAllBytes(PlaceOf(FeedName)), FeedDocumentJson.Default.FeedDocument);
            return feed is { Format: FeedDocument.CurrentFormat, Items: not null } ? feed : null;
        }
        catch (Exception exception) when (
            exception is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private async ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var place = PlaceOf(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(place)!);
        await File.WriteAllBytesAsync(place + PartEnding, content, cancellationToken);
        File.Move(place + PartEnding, place, overwrite: true);
    }

    private void RemoveParts()
    {
        foreach (var part in Directory.EnumerateFiles(root, $"*{PartEnding}", SearchOption.AllDirectories))
        {
            File.Delete(part);
        }
    }

    private void Remove(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var place = PlaceOf(name);
            File.Delete(place);
            for (var folder = System.IO.Path.GetDirectoryName(place)!;
                folder.Length > root.Length && !Directory.EnumerateFileSystemEntries(folder).Any();
                folder = System.IO.Path.GetDirectoryName(folder)!)
            {
                Directory.Delete(folder);
            }
        }
    }

    // Names come from stored records and from a file that anybody may have edited: none may lead out of the folder.
    private string PlaceOf(string name)
    {
        var place = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, name));
        return place.StartsWith(root + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? place
            : throw new CommandException(
                ExitCode.Unavailable, "badOutput", $"The file name '{name}' leads out of the output folder {root}; "
                    + "nothing was written to it.");
    }
}
