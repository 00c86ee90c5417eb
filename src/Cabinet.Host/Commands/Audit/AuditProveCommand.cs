using System.CommandLine;
using System.Text.Json;
using Cabinet.Application.Security.Audit;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Audit;

/// <summary><c>cabinet audit prove</c>.</summary>
internal sealed class AuditProveCommand
{
    private readonly Option<string?> entry = new("--entry")
    {
        HelpName = "ID",
        Description = "Prove that the entry of this id is in the log.",
    };

    private readonly Option<string?> older = new("--from-checkpoint")
    {
        HelpName = "FILE",
        Description = "Prove that the log continues the one of this checkpoint; with --check, what the proof is checked "
            + "against.",
    };

    private readonly Option<string?> check = new("--check")
    {
        HelpName = "FILE",
        Description = "Check a proof that somebody made; needs no store.",
    };

    private readonly Option<string[]> keys = AuditFiles.KeysOption();

    /// <summary>Makes the command.</summary>
    public static Command Create() => new AuditProveCommand().CreateCommand();

    private Command CreateCommand()
    {
        var command = new Command("prove", "Make a proof that others can check without the store, or check one.")
        {
            entry,
            older,
            check,
            keys,
        };
        command.Validators.Add(result =>
        {
            var proves = result.GetValue(entry) is not null;
            var checks = result.GetValue(check) is not null;
            if ((proves && (checks || result.GetValue(older) is not null))
                || (!proves && !checks && result.GetValue(older) is null))
            {
                result.AddError("Use --entry, or --from-checkpoint, or --check (with --from-checkpoint for a proof about a "
                    + "checkpoint).");
            }
        });
        return command
            .WithCommonOptions()
            .WithNotes("A proof about an entry is a C2SP tlog-proof with the entry in its 'extra' line; one about a "
                + "checkpoint has the form in which C2SP tlog-witness takes it.")
            .WithExamples(
                ("audit prove --entry 019a2f4e-5c1b-7d3e-8f00-0123456789ab > entry.tlog-proof", "for somebody else"),
                ("audit prove --check entry.tlog-proof --vkey store.vkey", "by somebody else, without the store"),
                ("audit prove --from-checkpoint old.checkpoint > growth.proof", "nothing before was changed"))
            .Does(RunAsync);
    }

    private async Task<ExitCode> RunAsync(CommandContext context)
    {
        if (context.Parsed.GetValue(check) is { } proof)
        {
            return await CheckAsync(context, proof);
        }

        await using var session = await StoreSession.OpenWithoutKeysAsync(context);
        var prover = session.Get<IAuditProver>();
        var (what, result) = context.Parsed.GetValue(entry) is { } id
            ? ($"entry {id}", await prover.ProveEntryAsync(session.Store.Audit, Ids.Read(id), context.CancellationToken))
            : ("checkpoint", await prover.ProveContinuationAsync(
                session.Store.Audit, AuditFiles.Read(context.Parsed.GetValue(older)!), context.CancellationToken));
        Report(context.Output, what, result);
        return ExitCode.Done;
    }

    private static void Report(CommandOutput output, string what, AuditProofResult result)
    {
        switch (result)
        {
            case AuditProofResult.Proven { Proof: var proof } when output.IsJson:
                output.Line(AuditProofLine.From(proof), OutputJson.Default.AuditProofLine);
                break;
            case AuditProofResult.Proven { Proof: var proof }:
                output.Results.Write(proof.Text);
                break;
            case AuditProofResult.Unproven unproven:
                throw new CommandException(ExitCode.Refused, "unproven", $"There is no proof. {unproven.Why}");
            default:
                throw new CommandException(ExitCode.Refused, "notFound", $"There is no {what} in this log.");
        }
    }

    private async Task<ExitCode> CheckAsync(CommandContext context, string path)
    {
        await using var services = StoreSession.Compose(context);
        var trusted = AuditFiles.ReadKeys(context.Parsed.GetValue(keys));
        var held = context.Parsed.GetValue(older) is { } name ? AuditFiles.Read(name) : null;
        var checkedProof = Check(services.GetRequiredService<IAuditProver>(), AuditFiles.Read(path), held, trusted);
        if (checkedProof.Problem is { } problem)
        {
            throw new CommandException(ExitCode.NotVerified, "notVerified", $"{path} proves nothing. {problem}");
        }

        Write(context.Output, checkedProof);
        if (trusted.Count == 0)
        {
            context.Output.Errors.WriteLine(
                "No signature was asked for: the proof is worth what its checkpoint is worth. Name a key with --vkey.");
        }

        return ExitCode.Done;
    }

    private static AuditProofCheck Check(
        IAuditProver prover, HeldCheckpoint proof, HeldCheckpoint? held, IReadOnlyList<string> trusted)
    {
        try
        {
            return prover.Check(proof.Note, held, trusted);
        }
        catch (ArgumentException exception)
        {
            throw AuditFiles.BadKey(exception);
        }
    }

    private static void Write(CommandOutput output, AuditProofCheck proof)
    {
        if (output.IsJson)
        {
            JsonElement? content = proof.Entry is { } bytes ? JsonElement.Parse(bytes.Span) : null;
            output.Line(
                new AuditCheckLine(true, proof.IsSigned, proof.Index, proof.OldSize, proof.TreeSize, content),
                OutputJson.Default.AuditCheckLine);
            return;
        }

        var signed = proof.IsSigned ? ", signed by a key that you trust" : "";
        output.Results.WriteLine(proof.Index is { } index
            ? $"Proven: entry {index} of {proof.TreeSize}{signed}."
            : $"Proven: the log with {proof.TreeSize} entries continues the one with {proof.OldSize}{signed}.");
        if (proof.Entry is { } entryBytes)
        {
            output.Results.WriteLine(Printable.Text(System.Text.Encoding.UTF8.GetString(entryBytes.Span)));
        }
    }
}
