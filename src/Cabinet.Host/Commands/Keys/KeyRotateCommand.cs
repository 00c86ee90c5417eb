using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Host.Commands.Keys;

/// <summary><c>cabinet keys rotate</c>.</summary>
internal static class KeyRotateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var purpose = KeyOptions.Purpose("Which key. Default: content.");
        var tenant = KeyOptions.Tenant("This tenant's own key instead of the installation's; its first one is made.");
        var reason = KeyOptions.Reason();
        var wait = KeyOptions.Wait();
        return new Command("rotate", "Publish a new version of a key; it becomes active when every node has it.")
            {
                purpose, tenant, reason, wait,
            }
            .WithCommonOptions()
            .WithNotes("Where no node runs it is active at once. The old version then opens what it sealed, and a node "
                + "seals that anew in the background. The digest key can't be rotated.")
            .WithExamples(
                ("keys rotate --reason 'the yearly rotation' --wait", "and stay until it is active"),
                ("keys rotate --purpose webhook --reason 'the first receiver'", "the first key of a purpose"),
                ("keys rotate --tenant acme --reason 'contract 4711'", "a tenant's own key"))
            .Does(context => RunAsync(
                context,
                context.Parsed.GetValue(purpose) ?? KeyPurposes.Content,
                context.Parsed.GetValue(tenant) ?? "",
                context.Parsed.GetRequiredValue(reason),
                context.Parsed.GetValue(wait)));
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, string purpose, string tenant, string reason, bool wait)
    {
        await using var session = await context.OpenStoreAsync();
        var commands = session.Get<KeyCommands>();
        var result = await commands.RotateAsync(
            purpose, tenant, Caller.LocalOperator, reason, context.CancellationToken);
        if (result is KeyResult.Waiting { Version: var version } && wait)
        {
            result = await KeyWaiting.RepeatAsync(
                () => ActivateAsync(commands, version, reason, context.CancellationToken), context.CancellationToken);
        }

        KeyReport.Write(context.Output, "rotate", null, result);
        return ExitCode.Done;
    }

    // A node's background task may be faster; then there is nothing left to activate.
    private static async ValueTask<KeyResult> ActivateAsync(
        KeyCommands commands, SealedUnder version, string reason, CancellationToken cancellationToken)
    {
        var keys = await commands.ListAsync(null, null, cancellationToken);
        var key = keys.FirstOrDefault(key => key.KeyId == version.KeyId && key.Version == version.Version);
        return key?.State == KeyState.Active
            ? new KeyResult.Changed(version, KeyState.Active)
            : await commands.ActivateAsync(version, Caller.LocalOperator, reason, cancellationToken);
    }
}
