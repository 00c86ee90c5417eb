using System.CommandLine;
using Cabinet.Application.Security.Audit;

namespace Cabinet.Host.Commands.Audit;

/// <summary><c>cabinet audit export</c>.</summary>
internal static class AuditExportCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var output = new Option<string?>("--output")
        {
            HelpName = "FILE",
            Description = "Write to this file, which must not exist yet, instead of to standard output.",
        };
        return new Command("export", "Write the log as JSON lines: entries, and the newest checkpoint in the last line.")
        {
            output,
        }
        .WithCommonOptions()
        .WithNotes("Each line has entry, index and leafHash (SHA-256 over a zero byte and the entry as it stands there). "
            + "Events that wait for their place aren't in it.")
        .WithExamples(
            ("audit export --output audit.jsonl", "all of it"),
            ("audit export | gzip > audit.jsonl.gz", "packed"))
        .Does(context => RunAsync(context, context.Parsed.GetValue(output)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string? path)
    {
        await using var session = await StoreSession.OpenWithoutKeysAsync(context);
        try
        {
            await using var target = path is null
                ? Console.OpenStandardOutput()
                : new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            var count = await session.Get<IAuditExporter>().ExportAsync(
                session.Store.Audit, target, context.CancellationToken);
            await target.FlushAsync(context.CancellationToken);
            if (count == 0)
            {
                context.Output.Errors.WriteLine("The log has no checkpoint yet, so there is nothing to export.");
            }

            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.Unavailable,
                "unusableOutput",
                $"The export can't be written: {exception.Message}",
                exception);
        }
    }
}
