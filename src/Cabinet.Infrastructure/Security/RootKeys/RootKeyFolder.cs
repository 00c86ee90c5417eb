using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>
/// The files around a root key file: the key itself, <c>.next</c> while a replacement is under way, and
/// <c>.old-…</c> for each one that was replaced.
/// </summary>
/// <remarks>
/// A replacement first makes the next key, then wraps the ring under it in one commit, then renames. Wherever it is
/// killed, every key that a record may be under lies in one of these files, and the record says which.
/// </remarks>
internal sealed class RootKeyFolder(string path, ISecureRandom random)
{
    private const string NextEnding = ".next";
    private const string OldEnding = ".old-";

    internal string KeyPath { get; } = new RootKeyFile(path).Path;

    internal string NextPath => KeyPath + NextEnding;

    internal RootKeyFile Key => new(KeyPath);

    internal RootKeyFile Next => new(NextPath);

    /// <summary>The keys that were replaced, as long as their files are kept.</summary>
    /// <exception cref="RootKeyException">A file holds something else, or others can read it.</exception>
    internal IReadOnlyList<RootKey> ReadOld()
    {
        var folder = Path.GetDirectoryName(KeyPath)!;
        return Directory.Exists(folder)
            ?
            [
                .. Directory.EnumerateFiles(folder, Path.GetFileName(KeyPath) + OldEnding + "*")
                    .Where(file => !file.Contains(OwnerOnlyFile.NewEnding, StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal)
                    .Select(file => new RootKeyFile(file).TryRead())
                    .OfType<RootKey>(),
            ]
            : [];
    }

    /// <summary>Makes the next key, unless there is one.</summary>
    /// <exception cref="RootKeyException">The folder can't be written to, or others can.</exception>
    internal void PrepareNext() => _ = Next.TryCreate(random);

    /// <summary>Puts the next key in the place of the key, which stays as an old one. Without a next key it does nothing.</summary>
    /// <returns>Where the old one lies; null when there was nothing to do.</returns>
    /// <exception cref="RootKeyException">The folder can't be written to.</exception>
    internal string? Promote()
    {
        if (!File.Exists(NextPath))
        {
            return null;
        }

        try
        {
            var old = KeepOld();

            // In one step: at every moment there is a key at this path.
            File.Move(NextPath, KeyPath, overwrite: true);
            DurableFiles.SynchroniseFolder(Path.GetDirectoryName(KeyPath)!);
            return old;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RootKeyException(
                $"The ring is under the next root key, but {NextPath} can't be renamed to {KeyPath}: {error.Message} "
                + "Nothing is lost: both files are read. Mend the cause and run the command again.",
                error);
        }
    }

    private string? KeepOld()
    {
        using var key = Key.TryRead();
        if (key is null)
        {
            return null;
        }

        var old = $"{KeyPath}{OldEnding}{key.Id}";
        _ = DurableFiles.TryPublish(KeyPath, old);
        DurableFiles.SynchroniseFolder(Path.GetDirectoryName(KeyPath)!);
        return old;
    }
}
