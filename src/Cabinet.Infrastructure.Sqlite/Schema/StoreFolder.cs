using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Sqlite.Native;

namespace Cabinet.Infrastructure.Sqlite.Schema;

/// <summary>Makes the folder of a new store: for its owner alone, because the root key often lies there.</summary>
internal static class StoreFolder
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes it unless it is there; what is there keeps its rights.</summary>
    /// <exception cref="StoreException">It can't be made.</exception>
    public static void Create(string folder)
    {
        try
        {
            Make(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(
                StoreFault.ReadOnly,
                $"The store's folder '{folder}' can't be made: {exception.Message} Name a folder that this user may "
                + "write.",
                exception);
        }
    }

    // A name is durable only with the folder that it is in: a new store must not vanish with its folder.
    private static void Make(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        var above = Path.GetDirectoryName(folder)!;
        Make(above);
        Directory.CreateDirectory(folder, Owner);
        FolderFlush.Flush(above);
    }
}
