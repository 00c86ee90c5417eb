using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;

namespace Cabinet.Host.Commands.Clients;

/// <summary><c>cabinet clients revoke</c>.</summary>
internal static class ClientRevokeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var name = ClientOptions.Name();
        var number = CommonOptions.Number("--key-number", 1, 100, "Only this key: the number behind the slash of its id.");
        var reason = AuditOptions.Reason();
        return new Command("revoke", "Revoke a client, or one of its keys, for good.") { name, number, reason }
            .WithCommonOptions()
            .WithExamples(
                ("clients revoke billing --reason 'it was replaced'", "the client with all of its keys"),
                ("clients revoke billing --key-number 1", "one key; the others go on"))
            .Does(context => RunAsync(
                context,
                context.Parsed.GetRequiredValue(name),
                context.Parsed.GetValue(number),
                context.Parsed.GetValue(reason)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string name, int? number, string? reason)
    {
        await using var session = await context.OpenStoreAsync();
        var commands = session.Get<ApiClientCommands>();
        var result = number is { } key
            ? await commands.RevokeKeyAsync(name, key, Caller.LocalOperator, reason, context.CancellationToken)
            : await commands.RevokeAsync(name, Caller.LocalOperator, reason, context.CancellationToken);
        Operations.Report(
            context.Output,
            "revoke",
            "client",
            name,
            result,
            _ => number is null ? $"Client {name} is revoked." : $"Key {name}/{number} is revoked.");
        return ExitCode.Done;
    }
}
