using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Host.Commands.Clients;

/// <summary><c>cabinet clients add-key</c>.</summary>
internal static class ClientKeyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var name = ClientOptions.Name();
        var key = ClientOptions.Key();
        var days = CommonOptions.Number("--days", 1, 3_650, "For how many days it counts; left out, until it is revoked.");
        var reason = AuditOptions.Reason();
        return new Command("add-key", "Give a client another key; the others go on.") { name, key, days, reason }
            .WithCommonOptions()
            .WithExamples(("clients add-key billing --key next.pem --days 365", "for a year"))
            .Does(context => RunAsync(
                context,
                context.Parsed.GetRequiredValue(name),
                context.Parsed.GetRequiredValue(key),
                context.Parsed.GetValue(days),
                context.Parsed.GetValue(reason)));
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, string name, string file, int? days, string? reason)
    {
        await using var session = await context.OpenStoreAsync();
        var key = ClientOptions.ReadKey(file, session.Get<ISignatureKeys>());
        DateTimeOffset? until = days is { } count ? session.Get<TimeProvider>().GetUtcNow().AddDays(count) : null;
        ClientReport.Write(
            context.Output,
            name,
            await session.Get<ApiClientCommands>().AddKeyAsync(
                name, key, null, until, Caller.LocalOperator, reason, context.CancellationToken));
        return ExitCode.Done;
    }
}
