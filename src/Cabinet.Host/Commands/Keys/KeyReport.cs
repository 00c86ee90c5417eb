using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Keys;

/// <summary>Reports what became of a change to the ring.</summary>
internal static class KeyReport
{
    /// <summary>Prints the result, or throws what the command ends with.</summary>
    public static void Write(CommandOutput output, string operation, SealedUnder? asked, KeyResult result)
    {
        switch (result)
        {
            case KeyResult.Changed changed:
                Write(output, operation, changed.Version, Names.Of(changed.State), null);
                break;
            case KeyResult.Waiting waiting when operation == "rotate":
                Write(output, operation, waiting.Version, "pending", [.. waiting.Nodes.Select(node => node.Name)]);
                break;
            case KeyResult.Waiting waiting:
                throw new CommandException(
                    ExitCode.Refused,
                    "waiting",
                    $"{KeyLine.Name(waiting.Version)} isn't destroyed yet: these nodes have yet to confirm: "
                        + $"{string.Join(", ", waiting.Nodes.Select(node => node.Name))}. Run the same command again in a "
                        + "moment, or with --wait. A node that is dead is waited for until it has expired.");
            case KeyResult.NotFound:
                throw new CommandException(
                    ExitCode.Refused, "notFound", $"There is no version {Text(asked)} in this store; see 'keys list'.");
            case KeyResult.Refused refused:
                throw new CommandException(ExitCode.Refused, "refused", $"{Text(asked)} stays as it is. {refused.Why}".Trim());
            default:
                throw new CommandException(ExitCode.Refused, "denied", $"You may not {operation} keys here.");
        }
    }

    private static void Write(
        CommandOutput output, string operation, SealedUnder version, string state, IReadOnlyList<string>? nodes)
    {
        var name = KeyLine.Name(version);
        if (output.IsJson)
        {
            output.Line(new KeyChangeLine(operation, name, state, nodes), OutputJson.Default.KeyChangeLine);
            return;
        }

        output.Results.WriteLine(nodes is null
            ? $"{name} is {state}."
            : $"{name} is published. It becomes active by itself once these nodes have confirmed it: "
                + $"{Printable.Text(string.Join(", ", nodes))}.");
    }

    private static string Text(SealedUnder? version) => version is { } known ? KeyLine.Name(known) : "The ring";
}
