using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;
using Cabinet.Application.Security.Clients;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Host.Commands.Clients;

/// <summary><c>cabinet clients add</c>.</summary>
internal static class ClientAddCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var name = ClientOptions.Name();
        var key = ClientOptions.Key();
        var scopes = new Option<string[]>("--scope")
        {
            HelpName = "SCOPE",
            Required = true,
            Description = $"What it is for; may come several times. One of {string.Join(", ", ApiScopes.All)}.",
        };
        scopes.AcceptOnlyFromAmong([.. ApiScopes.All]);
        var role = Filters.Choice<CallerRole>(
            "--role", "How much it is trusted; cancelling and redriving take admin. Default: user.");
        var reason = AuditOptions.Reason();
        return new Command("add", "Register a client with its first key.") { name, key, scopes, role, reason }
            .WithCommonOptions()
            .WithExamples(("clients add billing --key billing.pem --scope tasks.submit", "it may submit, and nothing else"))
            .Does(context => RunAsync(
                context,
                new Registration(
                    context.Parsed.GetRequiredValue(name),
                    context.Parsed.GetRequiredValue(key),
                    context.Parsed.GetRequiredValue(scopes),
                    context.Parsed.Read<CallerRole>(role) ?? CallerRole.User),
                context.Parsed.GetValue(reason)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, Registration client, string? reason)
    {
        await using var session = await context.OpenStoreAsync();
        var key = ClientOptions.ReadKey(client.KeyFile, session.Get<ISignatureKeys>());
        var commands = session.Get<ApiClientCommands>();
        try
        {
            var added = await commands.AddAsync(
                client.Name, client.Role, client.Scopes, Caller.LocalOperator, reason, context.CancellationToken);
            if (added is not OperationResult.Done)
            {
                Operations.Report(context.Output, "add", "client", client.Name, added, _ => "");
            }
        }
        catch (ArgumentException exception)
        {
            throw new CommandException(ExitCode.Usage, "badClient", exception.Message, exception);
        }

        var result = await commands.AddKeyAsync(
            client.Name, key, null, null, Caller.LocalOperator, reason, context.CancellationToken);
        ClientReport.Write(context.Output, client.Name, result);
        return ExitCode.Done;
    }

    private sealed record Registration(string Name, string KeyFile, string[] Scopes, CallerRole Role);
}
