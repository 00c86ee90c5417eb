using Cabinet.Host.Commands;
using Cabinet.Host.Output;

namespace Cabinet.Host;

/// <summary>
/// The folder that an application keeps its large payloads in, as it named it for <c>StorePayloads</c>; or none.
/// </summary>
internal sealed class PayloadFolder
{
    /// <summary>The environment variable that names it; <c>--payloads</c> wins over it.</summary>
    public const string Variable = "CABINET_PAYLOADS";

    // What StorePayloads makes in the folder.
    private const string Inside = "payloads";

    private PayloadFolder(string? path) => Path = path;

    /// <summary>The folder; null when this process has none.</summary>
    public string? Path { get; }

    /// <summary>Whether there are payloads, as far as can be seen without opening one.</summary>
    public bool HasPayloads => Path is not null && Directory.Exists(System.IO.Path.Combine(Path, Inside));

    /// <summary>
    /// Reads what was said. When nothing was, it is where the store's file lies, or the data folder of a store on a server,
    /// if there are payloads.
    /// </summary>
    /// <exception cref="CommandException">
    /// The folder that was named isn't there: a mount that is missing must not look like a folder without payloads.
    /// </exception>
    public static PayloadFolder Choose(string? option, StoreAddress store, DataFolder data)
    {
        if ((option ?? Environment.GetEnvironmentVariable(Variable)) is not { Length: > 0 } said)
        {
            var usual = new PayloadFolder(store.Folder ?? data.Path);
            return usual.HasPayloads ? usual : new PayloadFolder(null);
        }

        var path = System.IO.Path.GetFullPath(said);
        return Directory.Exists(path)
            ? new PayloadFolder(path)
            : throw new CommandException(
                ExitCode.Usage,
                "noPayloads",
                $"There is no folder {path}, which {(option is null ? Variable : CommonOptions.Payloads)} names for large "
                    + "payloads. Name the one that the application names, mount it, or make it if the store is new.");
    }

    /// <summary>
    /// What goes behind a command's name so that it finds this folder with another store, with a space before it; empty
    /// where it finds it by itself, or where there is none.
    /// </summary>
    public string OptionFor(StoreAddress store, DataFolder data) =>
        Path is null || (HasPayloads && Path == (store.Folder ?? data.Path))
            ? ""
            : $" {CommonOptions.Payloads} {ShellText.Quote(Path)}";
}
