using Cabinet.Infrastructure;

namespace Cabinet.Host;

/// <summary>The folder that holds everything of one store: database, blobs, feed and root key.</summary>
internal sealed class DataFolder
{
    /// <summary>Where commands look when nobody names a folder.</summary>
    public const string DefaultPath = "cabinet-data";

    private DataFolder(string path) => Path = path;

    /// <summary>The folder itself.</summary>
    public string Path { get; }

    /// <summary>The database file.</summary>
    public string Database => System.IO.Path.Combine(Path, "cabinet.db");

    /// <summary>The root key's file; environment, systemd credential or passphrase win over it.</summary>
    public string RootKey => System.IO.Path.Combine(Path, "root.key");

    /// <summary>Whether there is a store.</summary>
    public bool HasStore => File.Exists(Database);

    /// <summary>Names a folder; touches nothing.</summary>
    public static DataFolder At(string path) => new(System.IO.Path.GetFullPath(path));

    /// <summary>Makes the folder unless it is there, readable by its owner only.</summary>
    /// <exception cref="CommandException">It can't be made.</exception>
    public void Create()
    {
        try
        {
            OwnerFolder.Create(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.Unavailable,
                "unusableData",
                $"The data folder {Path} can't be made: {exception.Message} Name another one with --data.",
                exception);
        }
    }

    /// <summary>Requires a store to be there.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public void RequireStore()
    {
        if (!HasStore)
        {
            throw new CommandException(
                ExitCode.Usage,
                "noStore",
                $"There is no store in {Path}. Name the data folder of a node with --data, or make one with 'cabinet "
                    + "demo' or "
                + "'cabinet serve'.");
        }
    }
}
