using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Application.Security.Clients;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Clients;

/// <summary><c>cabinet clients list</c>.</summary>
internal static class ClientListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var after = new Option<string?>("--after") { HelpName = "NAME", Description = "Only clients behind this name." };
        return new Command("list", $"List clients with their keys by name, the first {Page.MaximumLimit}.") { after }
            .WithCommonOptions()
            .WithExamples(("clients list --json", "with public keys and times"))
            .Does(context => RunAsync(context, context.Parsed.GetValue(after) ?? ""));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string after)
    {
        await using var session = await context.OpenStoreAsync();
        var clients = await session.Get<ApiClients>().ListAsync(after, Page.MaximumLimit, context.CancellationToken);
        context.Output.List(
            [.. clients.Select(ClientLine.From)],
            OutputJson.Default.ClientLine,
            "There are no clients.",
            ["NAME", "ROLE", "SCOPES", "KEYS", "CREATED", "REVOKED"],
            client =>
            [
                client.Name,
                client.Role,
                string.Join(' ', client.Scopes),
                string.Join(' ', client.Keys.Where(key => key.RevokedAt is null).Select(key => key.KeyId)),
                Moment.Text(client.CreatedAt),
                client.RevokedAt is { } revoked ? Moment.Text(revoked) : null,
            ]);
        return ExitCode.Done;
    }
}
