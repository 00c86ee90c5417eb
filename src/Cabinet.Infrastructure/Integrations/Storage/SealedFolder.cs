using System.Collections.Concurrent;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Integrations.Storage;

/// <summary>Sealed files under names that tell nothing, each written once, whole or not at all.</summary>
/// <remarks>
/// A file is written beside its place, flushed to the disk and then linked into place without overwriting; the folder
/// is flushed too, because a name is durable only with its folder. A crash can leave a file in the temporary folder: the
/// next start empties that folder, and whoever loses a file that it was still writing writes it again.
/// </remarks>
internal sealed class SealedFolder
{
    private const int MaximumAttempts = 3;

    private readonly string root;
    private readonly string temporary;
    private readonly IContentProtector protector;
    private readonly ISecureRandom random;
    private readonly ConcurrentDictionary<string, bool> durableFolders = new(StringComparer.Ordinal);
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
        MakeDurable(folder);
        var part = Path.Combine(temporary, RandomName());
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                await WriteAsync(part, bytes, cancellationToken);
                try
                {
                    var published = DurableFiles.TryPublish(part, place);
                    DurableFiles.SynchroniseFolder(folder);
                    return published;
                }
                catch (IOException) when (attempt < MaximumAttempts && !File.Exists(part))
                {
                    // A process that has just started took it for a leftover.
                }
            }
        }
        finally
        {
            File.Delete(part);
        }
    }

    // Closed before it is linked: it is one file under two names then, and its writer's lock would keep readers out.
    private static async ValueTask WriteAsync(
        string part, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
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
    }

    // A folder that is there may have been made a moment ago, by another thread or by a process that then died, and not
    // be flushed yet. So each folder is flushed once by each process that writes to it, whoever made it.
    private void MakeDurable(string folder)
    {
        if (!durableFolders.ContainsKey(folder))
        {
            OwnerFolder.Create(folder);
            DurableFiles.SynchroniseFolder(root);
            durableFolders.TryAdd(folder, true);
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
                OwnerFolder.Create(root);
                OwnerFolder.Create(temporary);
                DurableFiles.SynchroniseFolder(Path.GetDirectoryName(root)!);
                RemoveLeftovers();
                isOpen = true;
            }
        }
    }

    // Not by lock: a leftover may be a linked file under its first name, and locking it would keep its readers out.
    private void RemoveLeftovers()
    {
        foreach (var file in Directory.EnumerateFiles(temporary))
        {
            try
            {
                File.Delete(file);
            }
            catch (IOException)
            {
                // Windows keeps a file that another process is writing right now; it is no leftover.
            }
        }
    }

    private string RandomName()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
