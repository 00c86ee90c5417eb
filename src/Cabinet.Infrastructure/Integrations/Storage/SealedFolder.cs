using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Integrations.Storage;

/// <summary>Sealed files under names that tell nothing, each written once, whole or not at all.</summary>
/// <remarks>
/// A file is written beside its place, flushed to the disk and then linked into place without overwriting; the folder
/// is flushed too, because a name is durable only with its folder. A crash can leave a file in the temporary folder: one
/// is locked while it is being written, so whatever can be locked there is nobody's and is removed at the next start.
/// </remarks>
internal sealed class SealedFolder
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string root;
    private readonly string temporary;
    private readonly IContentProtector protector;
    private readonly ISecureRandom random;
    private readonly Lock opening = new();
    private volatile bool isOpen;

    public SealedFolder(string path, IContentProtector protector, ISecureRandom random)
    {
        root = Path.GetFullPath(path);
        temporary = Path.Combine(root, "tmp");
        this.protector = protector;
        this.random = random;
    }

    /// <summary>Writes a file unless there is one of that name; false when there is. Either way it is durable.</summary>
    public async ValueTask<bool> TryWriteAsync(
        string name, ReadOnlyMemory<byte> content, ContentContext context, CancellationToken cancellationToken)
    {
        try
        {
            Open();
            var place = PlaceOf(name);
            if (!File.Exists(place))
            {
                return await PublishAsync(place, protector.Seal(content.Span, context), cancellationToken);
            }

            // Whoever linked it may have died before the folder was flushed.
            DurableFiles.SynchroniseFolder(Path.GetDirectoryName(place)!);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The storage folder {root} can't be written: {exception.Message} Free space or give this user the right to "
                + "write there, then try again; nothing that was stored is lost.",
                exception);
        }
    }

    /// <summary>Reads a file; null when there is none.</summary>
    public async ValueTask<OpenResult?> ReadAsync(
        string name, ContentContext context, CancellationToken cancellationToken)
    {
        try
        {
            return protector.Open(await File.ReadAllBytesAsync(PlaceOf(name), cancellationToken), context);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The storage folder {root} can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>The names of all files, in ordinal order.</summary>
    public IReadOnlyList<string> List() => Directory.Exists(root)
        ?
        [
            .. Directory.EnumerateDirectories(root)
                .Where(folder => folder != temporary)
                .SelectMany(Directory.EnumerateFiles)
                .Select(file => Path.GetFileName(file)!)
                .Order(StringComparer.Ordinal),
        ]
        : [];

    // Two characters of the name spread the files over 256 folders, so that no folder grows without bound.
    private string PlaceOf(string name) => Path.Combine(root, name[..2], name);

    private async ValueTask<bool> PublishAsync(
        string place, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(place)!;
        if (!Directory.Exists(folder))
        {
            CreateFolder(folder);
            DurableFiles.SynchroniseFolder(root);
        }

        var part = Path.Combine(temporary, RandomName());
        try
        {
            await using var stream = new FileStream(part, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                BufferSize = 0,
            });
            await stream.WriteAsync(bytes, cancellationToken);
            stream.Flush(flushToDisk: true);
            var published = DurableFiles.TryPublish(part, place);
            DurableFiles.SynchroniseFolder(folder);
            return published;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private void Open()
    {
        if (isOpen)
        {
            return;
        }

        lock (opening)
        {
            if (!isOpen)
            {
                CreateFolder(root);
                CreateFolder(temporary);
                RemoveLeftovers();
                isOpen = true;
            }
        }
    }

    private void RemoveLeftovers()
    {
        foreach (var file in Directory.EnumerateFiles(temporary))
        {
            try
            {
                using var unowned = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(file);
            }
            catch (IOException)
            {
                // Another process is writing it right now, or has just finished: it is no leftover.
            }
        }
    }

    private string RandomName()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Owner);
        }
    }
}
