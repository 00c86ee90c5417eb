using System.Collections.Concurrent;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;

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
    private readonly IKeyRing ring;
    private readonly ISecureRandom random;
    private readonly ConcurrentDictionary<string, bool> durableFolders = new(StringComparer.Ordinal);
    private readonly Lock opening = new();
    private volatile bool isOpen;

    public SealedFolder(string path, IContentProtector protector, IKeyRing ring, ISecureRandom random)
    {
        root = Path.GetFullPath(path);
        temporary = Path.Combine(root, "tmp");
        this.protector = protector;
        this.ring = ring;
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
                await protector.PrepareAsync(cancellationToken);
                return await PublishAsync(place, protector.Seal(content.Span, context), cancellationToken);
            }

            if (IsLost(place))
            {
                await ReplaceAsync(place, protector.Seal(content.Span, context), cancellationToken);
                return true;
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
    /// <remarks>
    /// What doesn't open may only show that this process is behind: then the key ring is brought up to date and the file
    /// read again, so that no rotation fails a read.
    /// </remarks>
    public async ValueTask<OpenResult?> ReadAsync(
        string name, ContentContext context, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(PlaceOf(name), cancellationToken);
            var opened = protector.Open(bytes, context);
            if (opened.IsOpened || !IsBehind(bytes))
            {
                return opened;
            }

            await ring.RefreshAsync(cancellationToken);
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

    /// <summary>Which key version a file is sealed under; null when there is no file, or it names none.</summary>
    public SealedUnder? FindVersion(string name) => ReadVersion(PlaceOf(name));

    /// <summary>
    /// Seals a file anew under the active version, whole or not at all, if it is still under the one given.
    /// </summary>
    /// <returns>False when it doesn't open; true when it is sealed anew, or isn't there or under that version any
    /// more.</returns>
    public async ValueTask<bool> ResealAsync(
        string name, SealedUnder version, ContentContext context, CancellationToken cancellationToken)
    {
        try
        {
            Open();
            var place = PlaceOf(name);
            if (ReadVersion(place) != version)
            {
                return true;
            }

            var opened = protector.Open(await File.ReadAllBytesAsync(place, cancellationToken), context);
            if (!opened.IsOpened)
            {
                return ReadVersion(place) != version;
            }

            await ReplaceAsync(place, protector.Seal(opened.Plaintext, context), cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The storage folder {root} can't be written: {exception.Message} Nothing that was stored is lost.", exception);
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

    /// <summary>The next names in ordinal order, one folder after the other.</summary>
    /// <param name="after">The last name before; null begins.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="StorageException">The folder can't be read.</exception>
    public IReadOnlyList<string> List(string? after, int limit)
    {
        try
        {
            return !Directory.Exists(root)
                ? []
                :
                [
                    .. Directory.EnumerateDirectories(root)
                        .Where(folder => folder != temporary
                            && (after is null
                                || string.CompareOrdinal(Path.GetFileName(folder), 0, after, 0, 2) >= 0))
                        .Order(StringComparer.Ordinal)
                        .SelectMany(folder => Directory.EnumerateFiles(folder)
                            .Select(file => Path.GetFileName(file)!)
                            .Where(name => string.CompareOrdinal(name, after) > 0)
                            .Order(StringComparer.Ordinal))
                        .Take(limit),
                ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The storage folder {root} can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>When a file was written, or sealed anew (UTC).</summary>
    /// <exception cref="StorageException">There is no such file, or it can't be read.</exception>
    public DateTimeOffset WrittenAt(string name)
    {
        try
        {
            // Not GetLastWriteTime, which answers with a time long ago when there is no file.
            using var file = File.OpenHandle(PlaceOf(name));
            return new DateTimeOffset(File.GetLastWriteTimeUtc(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The storage folder {root} can't be read: {exception.Message}", exception);
        }
    }

    /// <summary>Deletes a file; none is no error. A crash may bring it back.</summary>
    /// <exception cref="StorageException">It can't be deleted.</exception>
    public void Delete(string name)
    {
        try
        {
            File.Delete(PlaceOf(name));
        }
        catch (DirectoryNotFoundException)
        {
            // Then the file isn't there either.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The storage folder {root} can't be written: {exception.Message}", exception);
        }
    }

    // Two characters of the name spread the files over 256 folders, so that no folder grows without bound.
    private string PlaceOf(string name) => Path.Combine(root, name[..2], name);

    // A file under a destroyed version can't be read by anybody any more. Only a process that was frozen while the version
    // was destroyed can have left it, and whoever has its content puts it right.
    private bool IsLost(string place) =>
        ReadVersion(place) is { } version && ring.StateOf(version) == KeyState.Destroyed;

    private bool IsBehind(ReadOnlySpan<byte> bytes) =>
        SealedUnder.TryRead(bytes, out var version)
        && ring.StateOf(version) is not (KeyState.Active or KeyState.Retired);

    private static SealedUnder? ReadVersion(string place)
    {
        Span<byte> head = stackalloc byte[SealedUnder.Offset + SealedUnder.Size];
        try
        {
            using var file = File.OpenHandle(place);
            return SealedUnder.TryRead(head[..RandomAccess.Read(file, head, 0)], out var version) ? version : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private ValueTask<bool> PublishAsync(
        string place, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        WriteInPlaceAsync(place, bytes, DurableFiles.TryPublish, cancellationToken);

    private async ValueTask ReplaceAsync(
        string place, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await WriteInPlaceAsync(place, bytes, Overwrite, cancellationToken);

    // The rename is the commit: readers find the one file or the other, both whole and with the same content.
    private static bool Overwrite(string part, string place)
    {
        File.Move(part, place, overwrite: true);
        return true;
    }

    private async ValueTask<bool> WriteInPlaceAsync(
        string place, ReadOnlyMemory<byte> bytes, Func<string, string, bool> put, CancellationToken cancellationToken)
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
                    var done = put(part, place);
                    DurableFiles.SynchroniseFolder(folder);
                    return done;
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
