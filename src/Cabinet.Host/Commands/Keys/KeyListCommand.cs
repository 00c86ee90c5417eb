using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Keys;

/// <summary><c>cabinet keys list</c>.</summary>
internal static class KeyListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var purpose = KeyOptions.Purpose("Only keys for this.");
        var tenant = KeyOptions.Tenant("Only keys of this tenant.");
        return new Command("list", "List the versions of all keys, oldest first.") { purpose, tenant }
            .WithCommonOptions()
            .WithExamples(("keys list --purpose content", "what contents are sealed under"))
            .Does(context => RunAsync(
                context, context.Parsed.GetValue(purpose), context.Parsed.GetValue(tenant)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string? purpose, string? tenant)
    {
        await using var session = await context.OpenStoreAsync();
        var keys = await session.Get<KeyCommands>().ListAsync(purpose, tenant, context.CancellationToken);
        context.Output.List(
            [.. keys.Select(KeyLine.From)],
            OutputJson.Default.KeyLine,
            "There are no such keys.",
            ["KEY/VERSION", "PURPOSE", "TENANT", "STATE", "CREATED", "ACTIVE SINCE", "RETIRED"],
            key =>
            [
                key.Key, key.Purpose, key.Tenant, key.Fenced && key.State == "retired" ? "retired, fenced" : key.State,
                Moment.Text(key.CreatedAt), Time(key.ActivatedAt), Time(key.RetiredAt),
            ]);
        return ExitCode.Done;
    }

    private static string? Time(DateTimeOffset? time) => time is { } known ? Moment.Text(known) : null;
}
