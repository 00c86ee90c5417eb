using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Security;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Keys;

/// <summary><c>cabinet keys export-public</c>.</summary>
internal static class KeyExportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var purpose = KeyOptions.Purpose("Which key. Default: audit-checkpoint.");
        var tenant = KeyOptions.Tenant("This tenant's key instead of the installation's.");
        return new Command("export-public", "Print the public halves of keys that sign or exchange.") { purpose, tenant }
            .WithCommonOptions()
            .WithNotes("Each is printed as PEM (SubjectPublicKeyInfo, RFC 8410), as openssl reads it; keep a copy away from "
                + "this machine. Sealing and digest keys have no public half.")
            .WithExamples(
                ("keys export-public --purpose webhook", "for whoever verifies webhooks"),
                ("keys export-public --json", "with the raw 32 bytes in base64"))
            .Does(context => RunAsync(
                context,
                context.Parsed.GetValue(purpose) ?? KeyPurposes.AuditCheckpoint,
                context.Parsed.GetValue(tenant) ?? ""));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string purpose, string tenant)
    {
        if (KeyPurposes.KindOf(purpose) is not (KeyKind.Signing or KeyKind.Exchange))
        {
            throw new CommandException(
                ExitCode.Refused, "noPublicHalf", $"Keys for {purpose} have no public half: nothing of them is ever shown.");
        }

        await using var session = await context.OpenStoreAsync();
        var keys = session.Get<KeyCommands>().ListPublicKeys(purpose, tenant);
        if (keys.Count == 0)
        {
            throw new CommandException(
                ExitCode.Refused,
                "notFound",
                $"There is no key for {purpose} here. 'keys rotate --purpose {purpose}' makes the first one.");
        }

        foreach (var line in keys.Select(PublicKeyLine.From))
        {
            Write(context.Output, line);
        }

        if (purpose == KeyPurposes.AuditCheckpoint && tenant.Length == 0 && !context.Output.IsJson)
        {
            await WriteVerifierKeysAsync(context, session);
        }

        return ExitCode.Done;
    }

    private static async ValueTask WriteVerifierKeysAsync(CommandContext context, StoreSession session)
    {
        context.Output.Results.WriteLine("# The same as verifier keys of the audit's checkpoints, for --vkey:");
        foreach (var key in await session.Get<IAuditVerifierKeys>().ListAsync(
            session.Store.Keys, session.Store.Audit, context.CancellationToken))
        {
            context.Output.Results.WriteLine(key.Text);
        }
    }

    private static void Write(CommandOutput output, PublicKeyLine line)
    {
        if (output.IsJson)
        {
            output.Line(line, OutputJson.Default.PublicKeyLine);
            return;
        }

        output.Results.WriteLine($"# {line.Key} {line.Algorithm} {line.Purpose} {line.State}");
        output.Results.WriteLine(line.Pem);
    }
}
