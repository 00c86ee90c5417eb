using System.CommandLine;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Audit;

/// <summary><c>cabinet audit tail</c>.</summary>
internal sealed class AuditTailCommand
{
    private const int DefaultLast = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Option<int?> last = CommonOptions.Number(
        "--last", 0, IAuditReader.MaximumLimit, $"How many to begin with; the default is {DefaultLast}.");

    private readonly Option<bool> follow = new("--follow")
    {
        Description = "Go on with what is audited from now on, until Ctrl-C.",
    };

    private readonly Option<string?> action = new("--action")
    {
        HelpName = "NAME",
        Description = "Only entries of this action, such as dead-letter.redriven, or of a group of them, such as key.; "
            + $"looks through the last {IAuditReader.MaximumLimit}.",
    };

    /// <summary>Makes the command.</summary>
    public static Command Create() => new AuditTailCommand().CreateCommand();

    private Command CreateCommand() => new Command("tail", "Show the last entries of the audit log, oldest first.")
        {
            last,
            follow,
            action,
        }
        .WithCommonOptions()
        .WithNotes("The first column is an entry's place in the tree; '-' while it waits for it.")
        .WithExamples(
            ("audit tail --last 5", "the last five"),
            ("audit tail --follow --action key.", "what happens to keys from now on"),
            ("audit tail --json --last 1000", "for a script"))
        .Does(RunAsync);

    private async Task<ExitCode> RunAsync(CommandContext context)
    {
        await using var session = await StoreSession.OpenWithoutKeysAsync(context);
        var log = session.Store.Audit;
        var wanted = context.Parsed.GetValue(action) ?? "";
        var count = context.Parsed.GetValue(last) ?? DefaultLast;
        var newest = await log.ListLastAsync(IAuditReader.MaximumLimit, context.CancellationToken);
        var matching = Select(newest, wanted).ToList();
        Write(context.Output, matching.Skip(Math.Max(0, matching.Count - count)));
        if (!context.Parsed.GetValue(follow))
        {
            return ExitCode.Done;
        }

        for (var number = newest is [] ? 0 : newest[^1].Number; ; await Task.Delay(
            Pause, TimeProvider.System, context.CancellationToken))
        {
            var more = await log.ListAfterAsync(number, IAuditReader.MaximumLimit, context.CancellationToken);
            Write(context.Output, Select(more, wanted));
            number = more is [] ? number : more[^1].Number;
        }
    }

    private static IEnumerable<AuditLine> Select(IEnumerable<AuditEntryRecord> entries, string wanted) => entries
        .Select(AuditLine.From)
        .Where(line => wanted.EndsWith('.')
            ? line.Action().StartsWith(wanted, StringComparison.Ordinal)
            : wanted.Length == 0 || line.Action() == wanted);

    private static void Write(CommandOutput output, IEnumerable<AuditLine> lines)
    {
        foreach (var line in lines)
        {
            if (output.IsJson)
            {
                output.Line(line, OutputJson.Default.AuditLine);
            }
            else
            {
                output.Results.WriteLine(line.ToText());
            }
        }

        output.Results.Flush();
    }
}
