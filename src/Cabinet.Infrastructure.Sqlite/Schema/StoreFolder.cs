using Cabinet.Application.Persistence;

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
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, Owner);
            }
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
}
