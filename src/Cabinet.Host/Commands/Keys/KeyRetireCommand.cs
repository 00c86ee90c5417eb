using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;

namespace Cabinet.Host.Commands.Keys;

/// <summary><c>cabinet keys retire</c>.</summary>
internal static class KeyRetireCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var version = KeyOptions.Version();
        var reason = KeyOptions.Reason();
        return new Command("retire", "Retire an active version that needs no successor.") { version, reason }
            .WithCommonOptions()
            .WithNotes("It opens and verifies what it made, and makes nothing new. A tenant without a key of its own uses "
                + "the installation's. The keys that must always be there are rotated instead: 'keys rotate'.")
            .WithExamples(("keys retire 0123456789abcdef0123456789abcdef/1 --reason 'acme left'", "a tenant's key"))
            .Does(context => RunAsync(
                context, context.Parsed.GetRequiredValue(version), context.Parsed.GetRequiredValue(reason)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string name, string reason)
    {
        var version = KeyOptions.Read(name);
        await using var session = await context.OpenStoreAsync();
        var result = await session.Get<KeyCommands>().RetireAsync(
            version, Caller.LocalOperator, reason, context.CancellationToken);
        KeyReport.Write(context.Output, "retire", version, result);
        return ExitCode.Done;
    }
}
