using Cabinet.Host.Commands;
using Cabinet.Host.Commands.Database;
using Cabinet.Host.Output;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Sqlite;

namespace Cabinet.Host;

/// <summary>Where the store is: a schema on a PostgreSQL server, or the SQLite file in a folder.</summary>
internal sealed class StoreAddress
{
    /// <summary>The environment variable that names a store; <c>--store</c> wins over it.</summary>
    public const string Variable = "CABINET_STORE";

    /// <summary>What a folder's name is put behind.</summary>
    public const string SqlitePrefix = "sqlite:";

    private readonly PostgresAddress? server;
    private readonly DataFolder? folder;
    private readonly string? source;

    private StoreAddress(PostgresAddress? server, DataFolder? folder, string? source) =>
        (this.server, this.folder, this.source) = (server, folder, source);

    /// <summary>Whether the store is on a server that many nodes share.</summary>
    public bool IsShared => server is not null;

    /// <summary>Where it is, for people; nothing secret.</summary>
    public string Label => server?.Label ?? folder!.Path;

    /// <summary>The folder of its file; null for a store on a server.</summary>
    public string? Folder => folder?.Path;

    /// <summary>What a command needs after its name to find this store again, said as it was said; nothing secret.</summary>
    public string Hint => Option.Length > 0 ? Option.TrimStart() : $"--data {ShellText.Quote(folder!.Path)}";

    /// <summary>
    /// What goes behind a command's name beside the data folder, with a space before it; empty for the folder's own store.
    /// A variable is named instead of its value.
    /// </summary>
    public string Option => source is null
        ? ""
        : $" {CommonOptions.Store} " + (IsSpelledOut ? ShellText.Quote(Printable) : $"\"${source}\"");

    /// <summary>What to do about a password that <see cref="Option"/> leaves out; null when there is none.</summary>
    public string? Omitted => server is { HasSecrets: true } && IsSpelledOut
        ? $"the password; keep it in PGPASSFILE, or the whole address in {Variable}"
        : null;

    /// <summary>Reads what was said, and takes the data folder's SQLite file when nothing was.</summary>
    /// <exception cref="CommandException">What was said isn't understood.</exception>
    public static StoreAddress Choose(string? option, DataFolder data) =>
        (option ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } said
            ? Read(said, option is null ? Variable : CommonOptions.Store)
            : new StoreAddress(null, data, null);

    /// <summary>Reads an address.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="source">Where it was said.</param>
    /// <exception cref="CommandException">It isn't understood. The message doesn't quote it: it may hold a password.</exception>
    public static StoreAddress Read(string text, string source)
    {
        if (text.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase) && text.Length > SqlitePrefix.Length)
        {
            return new StoreAddress(null, DataFolder.At(text[SqlitePrefix.Length..]), source);
        }

        if (!PostgresAddress.Looks(text))
        {
            throw NotUnderstood(source, "It is neither of these.");
        }

        try
        {
            return new StoreAddress(PostgresAddress.Parse(text), null, source);
        }
        catch (FormatException exception)
        {
            throw NotUnderstood(source, exception.Message);
        }
    }

    /// <summary>Adds the store.</summary>
    public void AddTo(IServiceCollection services)
    {
        if (server is not null)
        {
            services.AddPostgresStore(server.ApplyTo);
        }
        else
        {
            services.AddSqliteStore(options => options.Path = folder!.Database);
        }
    }

    /// <summary>Whether there is surely no store: a server has to be asked, so there may always be one.</summary>
    public bool IsMissing => folder is { HasStore: false };

    /// <summary>Makes the folder of a store that lives in one.</summary>
    /// <exception cref="CommandException">It can't be made.</exception>
    public void Create() => folder?.Create();

    /// <summary>Requires a store to be there, as far as that can be seen without opening it.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public void Require() => folder?.RequireStore();

    private bool IsSpelledOut => source is CommonOptions.Store or DatabaseCopyCommand.TargetOption;

    private string Printable => server?.Printable ?? SqlitePrefix + folder!.Path;

    private static CommandException NotUnderstood(string source, string why) => new(
        ExitCode.Usage,
        "badStore",
        $"{source} doesn't name a store: {why} It takes 'Host=…;Database=…;Username=…', "
            + $"'postgres://user@host/database?schema=…', or '{SqlitePrefix}DIR'.");
}
