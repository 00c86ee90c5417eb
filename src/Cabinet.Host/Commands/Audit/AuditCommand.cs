using System.CommandLine;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Audit;

/// <summary><c>cabinet audit</c>: what was done and decided, and whether that record is whole.</summary>
internal static class AuditCommand
{
    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command(
        "audit", "Show, verify, prove and export the audit log.")
        {
            AuditTailCommand.Create(),
            AuditVerifyCommand.Create(),
            AuditProveCommand.Create(),
            AuditExportCommand.Create(),
            CreateCheckpoint(),
        }
        .WithNotes("None of these needs the root key: they work on a copy of the store as well. What the log says is worth "
            + "as much as the checkpoint that you kept elsewhere, or the verifier key that you know from elsewhere.")
        .WithExamples(
            ("audit tail", "what was done last"),
            ("audit checkpoint > 2026-11-22.checkpoint", "keep this where nobody who runs the store can change it"),
            ("audit verify --checkpoint 2026-11-22.checkpoint", "whether history is still the same"));

    private static Command CreateCheckpoint() => new Command(
        "checkpoint", "Print the newest checkpoint: keep it elsewhere, and no one can change what it covers unnoticed.")
        .WithCommonOptions()
        .WithExamples(
            ("audit checkpoint > /mnt/elsewhere/$(date -I).checkpoint", "from cron, once a day"),
            ("audit checkpoint --json", "with the keys that the store's checkpoints are signed with"))
        .Does(CheckpointAsync);

    private static async Task<ExitCode> CheckpointAsync(CommandContext context)
    {
        await using var session = await StoreSession.OpenWithoutKeysAsync(context);
        var head = await session.Store.Audit.ReadHeadAsync(context.CancellationToken);
        if (head.Checkpoint is not { } checkpoint)
        {
            throw new CommandException(
                ExitCode.Refused,
                "notFound",
                "The log has no checkpoint yet. A node makes one about a second after something was audited.");
        }

        if (context.Output.IsJson)
        {
            var keys = await AuditFiles.ListKeysAsync(session, context.CancellationToken);
            context.Output.Line(
                new AuditCheckpointLine(checkpoint.TreeSize, checkpoint.Note, keys),
                OutputJson.Default.AuditCheckpointLine);
        }
        else
        {
            context.Output.Results.Write(checkpoint.Note);
        }

        return ExitCode.Done;
    }
}
