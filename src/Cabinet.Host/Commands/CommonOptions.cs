using System.CommandLine;

namespace Cabinet.Host.Commands;

/// <summary>Options that commands share.</summary>
internal static class CommonOptions
{
    /// <summary>The name of <c>--data</c>.</summary>
    public const string Data = "--data";

    /// <summary>The name of <c>--store</c>.</summary>
    public const string Store = "--store";

    /// <summary>The name of <c>--payloads</c>.</summary>
    public const string Payloads = "--payloads";

    /// <summary>The name of <c>--json</c>.</summary>
    public const string Json = "--json";

    /// <summary>The name of <c>--verbose</c>.</summary>
    public const string Verbose = "--verbose";

    /// <summary>
    /// Adds <c>--data</c>, <c>--store</c>, <c>--payloads</c>, <c>--json</c> and <c>--verbose</c>.
    /// </summary>
    public static Command WithCommonOptions(this Command command)
    {
        command.Options.Add(new Option<string>(Data)
        {
            HelpName = "DIR",
            Description = "The folder that holds database (unless --store says otherwise), blobs, feed and root key. "
                + "CABINET_ROOT_KEY, "
                + "CABINET_ROOT_PASSPHRASE or a systemd credential win over the key in it.",
            DefaultValueFactory = _ => DataFolder.DefaultPath,
        });
        command.Options.Add(new Option<string?>(Store)
        {
            HelpName = "STORE",
            Description = "The store, when it isn't the SQLite file in the data folder: 'Host=…;Database=…' or "
                + "postgres://user@host/database?schema=… for PostgreSQL, sqlite:DIR for another folder's file. Others see "
                + "a command line: keep a password in PGPASSFILE, or the whole address in CABINET_STORE.",
        });
        command.Options.Add(new Option<string?>(Payloads)
        {
            HelpName = "DIR",
            Description = "The folder that applications on this store name with StorePayloads, if they have large payloads. "
                + "Without it CABINET_PAYLOADS, or the folder of the SQLite file (the data folder for PostgreSQL) if there "
                + "are payloads.",
        });
        command.Options.Add(new Option<bool>(Json)
        {
            Description = "For scripts: one JSON object a line on standard output; errors as {\"error\": {\"code\", "
                + "\"message\"}} "
                + "on standard error.",
        });
        command.Options.Add(new Option<bool>(Verbose)
        {
            Description = "Log to standard error, and show where an error came from.",
        });
        return command;
    }

    /// <summary>An option that takes a whole number within bounds.</summary>
    public static Option<int?> Number(string name, int least, int most, string description)
    {
        var option = new Option<int?>(name) { HelpName = "N", Description = $"{description} {least} to {most}." };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Tokens is not [var token])
            {
                return;
            }

            if (!int.TryParse(token.Value, out var value) || value < least || value > most)
            {
                result.AddError($"{name} is '{token.Value}'; allowed is a whole number from {least} to {most}.");
            }
        });
        return option;
    }
}
