using System.CommandLine;
using System.Globalization;
using Cabinet.Application.Commands;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Keys;

/// <summary><c>cabinet keys status</c>.</summary>
internal static class KeyStatusCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var purpose = KeyOptions.Purpose("Only keys for this.");
        var tenant = KeyOptions.Tenant("Only keys of this tenant.");
        return new Command("status", "Show how each version stands: uses, what still lies under it, who hasn't confirmed.")
            {
                purpose, tenant,
            }
            .WithCommonOptions()
            .WithNotes("What lies under a retired version is counted, which takes a look at everything stored.")
            .WithExamples(("keys status --purpose content", "whether an old version can be destroyed yet"))
            .Does(context => RunAsync(
                context, context.Parsed.GetValue(purpose), context.Parsed.GetValue(tenant)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string? purpose, string? tenant)
    {
        await using var session = await context.OpenStoreAsync();
        var states = await session.Get<KeyCommands>().ReadStatusAsync(purpose, tenant, context.CancellationToken);
        context.Output.List(
            [.. states.Select(KeyLine.From)],
            OutputJson.Default.KeyLine,
            "There are no such keys.",
            ["KEY/VERSION", "PURPOSE", "TENANT", "STATE", "USES", "STILL UNDER IT", "NOT CONFIRMED BY"],
            key =>
            [
                key.Key, key.Purpose, key.Tenant, key.Fenced && key.State == "retired" ? "retired, fenced" : key.State,
                string.Create(CultureInfo.InvariantCulture, $"{key.UsesReserved} ({key.UsesShare:P2})"),
                key.State == "retired" ? Text(key.Contents!.Select(count => count.ToString())) : null,
                Text(key.Unconfirmed!),
            ]);
        return ExitCode.Done;
    }

    private static string Text(IEnumerable<string> parts) =>
        string.Join(", ", parts) is { Length: > 0 } text ? text : "-";
}
