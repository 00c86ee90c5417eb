namespace Cabinet.Infrastructure;

/// <summary>Folders that only their owner may use, made so that they outlast a power failure.</summary>
public static class OwnerFolder
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes a folder and those above it that are missing; one that is there stays as it is.</summary>
    /// <remarks>
    /// A folder's name is durable only with the folder above it, so each of these is flushed: what is stored durably in a
    /// new folder must not vanish with it.
    /// </remarks>
    /// <exception cref="IOException">It can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make it.</exception>
    public static void Create(string path)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        // A folder always has one above it, or else it is the root, which is there.
        var above = Path.GetDirectoryName(folder)!;
        Create(above);
        Directory.CreateDirectory(folder, Owner);
        DurableFiles.SynchroniseFolder(above);
    }
}
