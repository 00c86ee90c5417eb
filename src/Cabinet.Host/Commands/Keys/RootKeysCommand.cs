using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Keys;

/// <summary><c>cabinet keys root</c>: the key that wraps the ring's keys.</summary>
internal static class RootKeysCommand
{
    private static readonly Option<string> Reason = new("--reason")
    {
        HelpName = "TEXT",
        Description = "Why, for the audit log.",
        Required = true,
    };

    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command("root", "Show and replace the root key, which wraps the ring's keys.")
        {
            new Command("status", "Show which root keys are at hand, and how many key versions are under each.")
                .WithCommonOptions()
                .WithExamples(("keys root status", "after a replacement: is anything still under the old one?"))
                .Does(StatusAsync),
            new Command("replace", "Wrap the ring's keys under another root key; nodes run on.") { Reason }
                .WithCommonOptions()
                .WithNotes(
                    "A root key file is replaced by a new one, and the old one is kept beside it. Where the root key comes "
                    + "from the environment, a systemd credential or a passphrase, bring the next one on every node first: "
                    + "CABINET_ROOT_KEY_NEXT, cabinet-root-key-next, CABINET_ROOT_PASSPHRASE_NEXT. Killed at any moment, "
                    + "the same command goes on.")
                .WithExamples(("keys root replace --reason \"a backup of it was lost\"", "then back up the new one"))
                .Does(ReplaceAsync),
        }
        .WithExamples(("keys root status", "which root keys are at hand"));

    private static async Task<ExitCode> StatusAsync(CommandContext context)
    {
        await using var session = await context.OpenStoreAsync();
        var (status, versions) = await session.Get<RootKeyCommands>().ReadStatusAsync(context.CancellationToken);
        var lines = Describe(status, versions);
        if (context.Output.IsJson)
        {
            foreach (var line in lines)
            {
                context.Output.Line(line, OutputJson.Default.RootKeyLine);
            }

            return ExitCode.Done;
        }

        var table = new TextTable("ROOT KEY", "ROLE", "VERSIONS UNDER IT", "WHERE");
        foreach (var line in lines)
        {
            table.Add(line.Id, line.Role, $"{line.Versions}", line.Source);
        }

        table.WriteTo(context.Output.Results);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> ReplaceAsync(CommandContext context)
    {
        await using var session = await context.OpenStoreAsync();
        var reason = context.Parsed.GetRequiredValue(Reason);
        var result = await session.Get<RootKeyCommands>()
            .ReplaceAsync(Caller.LocalOperator, reason, context.CancellationToken);
        switch (result)
        {
            case RootKeyResult.Replaced replaced when context.Output.IsJson:
                context.Output.Line(
                    new RootKeyReplacedLine(
                        replaced.From.ToString(), replaced.To.ToString(), replaced.Rewrapped, replaced.Advice),
                    OutputJson.Default.RootKeyReplacedLine);
                return ExitCode.Done;
            case RootKeyResult.Replaced replaced:
                context.Output.Results.WriteLine(
                    $"Root key {replaced.To} took the place of {replaced.From}; {replaced.Rewrapped} key versions were "
                    + "wrapped anew.");
                context.Output.Results.WriteLine(replaced.Advice);
                return ExitCode.Done;
            case RootKeyResult.Refused refused:
                throw new CommandException(ExitCode.Refused, "refused", refused.Why);
            default:
                throw new CommandException(ExitCode.Refused, "denied", "You may not replace the root key here.");
        }
    }

    private static IReadOnlyList<RootKeyLine> Describe(RootKeyStatus status, IReadOnlyDictionary<KeyId, int> versions)
    {
        (RootKeyName Key, string Role)[] known =
        [
            (status.Current, "current"),
            .. status.Next is { } next ? [(next, "next")] : Array.Empty<(RootKeyName, string)>(),
            .. status.Old.Select(old => (old, "old")),
        ];
        return
        [
            .. known.Select(one => new RootKeyLine(
                one.Key.Id.ToString(), one.Role, one.Key.Source, versions.GetValueOrDefault(one.Key.Id))),
            .. versions.Where(under => known.All(one => one.Key.Id != under.Key))
                .Select(under => new RootKeyLine(under.Key.ToString(), "missing", null, under.Value)),
        ];
    }
}
