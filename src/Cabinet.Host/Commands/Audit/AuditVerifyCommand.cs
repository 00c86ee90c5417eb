using System.CommandLine;
using Cabinet.Application.Security.Audit;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Audit;

/// <summary><c>cabinet audit verify</c>.</summary>
internal sealed class AuditVerifyCommand
{
    private readonly Option<string?> file = new("--file")
    {
        HelpName = "FILE",
        Description = "Verify an export instead of a store.",
    };

    private readonly Option<string[]> checkpoints = new("--checkpoint")
    {
        HelpName = "FILE",
        Description = "A checkpoint that was kept elsewhere. May be repeated.",
    };

    private readonly Option<string[]> keys = AuditFiles.KeysOption();

    /// <summary>Makes the command.</summary>
    public static Command Create() => new AuditVerifyCommand().CreateCommand();

    private Command CreateCommand() => new Command(
        "verify", "Recompute the whole log from its entries, and compare it with what you know from elsewhere.")
        {
            file,
            checkpoints,
            keys,
        }
        .WithCommonOptions()
        .WithNotes("""
            It says which entry was edited, taken out or moved, what was cut off, and from where on history was made anew;
            the exit code is then 5. Without --checkpoint and --vkey it can only say whether the log agrees with itself:
            who can write the store can make it so. A checkpoint shows every change to what it covers; a verifier key shows
            that whoever changed history hadn't the store's signing key.
            """)
        .WithExamples(
            ("audit verify --checkpoint last-month.checkpoint", "against what was kept"),
            ("audit verify --data /tmp/copy --vkey store.vkey", "a copy, without the root key"),
            ("audit verify --file audit.jsonl --checkpoint last-month.checkpoint", "an export"))
        .Does(RunAsync);

    private async Task<ExitCode> RunAsync(CommandContext context)
    {
        var trust = new AuditTrust(
            AuditFiles.ReadKeys(context.Parsed.GetValue(keys)),
            [.. (context.Parsed.GetValue(checkpoints) ?? []).Select(AuditFiles.Read)]);
        try
        {
            return context.Parsed.GetValue(file) is { } export
                ? Report(context.Output, await VerifyExportAsync(context, export, trust), trust, null)
                : await VerifyStoreAsync(context, trust);
        }
        catch (ArgumentException exception) when (exception is not ArgumentOutOfRangeException)
        {
            throw AuditFiles.BadKey(exception);
        }
    }

    private static async Task<ExitCode> VerifyStoreAsync(CommandContext context, AuditTrust trust)
    {
        await using var session = await StoreSession.OpenWithoutKeysAsync(context);
        var verified = await session.Get<IAuditVerifier>().VerifyAsync(
            session.Store.Audit, trust, context.CancellationToken);
        return Report(
            context.Output, verified, trust, await AuditFiles.ListKeysAsync(session, context.CancellationToken));
    }

    private static async Task<AuditVerification> VerifyExportAsync(CommandContext context, string path, AuditTrust trust)
    {
        await using var services = StoreSession.Compose(context);
        try
        {
            await using var export = File.OpenRead(path);
            return await services.GetRequiredService<IAuditVerifier>().VerifyExportAsync(
                export, trust, context.CancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw AuditFiles.Unreadable(path, exception);
        }
    }

    private static ExitCode Report(
        CommandOutput output, AuditVerification verified, AuditTrust trust, IReadOnlyList<string>? storeKeys)
    {
        if (output.IsJson)
        {
            output.Line(AuditVerificationLine.From(verified, storeKeys), OutputJson.Default.AuditVerificationLine);
        }
        else
        {
            Write(output, verified, trust, storeKeys);
        }

        return verified.IsIntact ? ExitCode.Done : ExitCode.NotVerified;
    }

    private static void Write(
        CommandOutput output, AuditVerification verified, AuditTrust trust, IReadOnlyList<string>? storeKeys)
    {
        foreach (var finding in verified.Findings)
        {
            output.Results.WriteLine($"WRONG: {Printable.Text(finding.Message)}");
        }

        if (verified.MoreFindings > 0)
        {
            output.Results.WriteLine($"WRONG: {verified.MoreFindings} more.");
        }

        new TextFields()
            .Add("result", verified.IsIntact ? "intact" : "NOT INTACT")
            .Add("entries", verified.Entries)
            .Add("covered by what you trust", verified.Covered)
            .Add("waiting, covered by nothing", verified.Waiting)
            .Add("own checkpoints compared", verified.OwnCheckpoints)
            .Add("root", verified.Root)
            .WriteTo(output.Results);
        foreach (var key in storeKeys ?? [])
        {
            output.Results.WriteLine($"key named by the store: {Printable.Text(key)}");
        }

        if (trust.IsEmpty)
        {
            output.Errors.WriteLine("The log was compared with itself only. Name a checkpoint that was kept elsewhere "
                + "(--checkpoint), or a verifier key that you know from elsewhere (--vkey).");
        }
    }
}
