using System.CommandLine;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.DeadLetters;

/// <summary><c>cabinet dlq groups</c>.</summary>
internal static class DeadLetterGroupsCommand
{
    private static readonly string[] Headers = ["CAUSE", "COUNT", "TYPE", "REASON", "NEWEST", "MESSAGE"];

    /// <summary>Makes the command.</summary>
    public static Command Create() => new Command("groups", "Group dead letters by their cause, the largest group first.")
        .WithCommonOptions()
        .WithNotes("A cause is a type, how it failed, and the message without its numbers, ids and quotations. The "
            + "message shown is the newest's.")
        .WithExamples(("dlq groups", "what is wrong, at a glance"))
        .Does(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context)
    {
        await using var session = await context.OpenStoreAsync();
        var letters = session.Store.DeadLetters;
        var lines = new List<DeadLetterGroupLine>();
        IReadOnlyList<DeadLetterGroup> groups;
        string? after = null;
        do
        {
            groups = await letters.ListGroupsAsync(after, context.CancellationToken);
            foreach (var group in groups)
            {
                after = group.Cause;
                if (await letters.FindAsync(group.Newest, context.CancellationToken) is { } newest)
                {
                    lines.Add(new DeadLetterGroupLine(
                        group.Cause, group.Count, group.IsAtLeast, group.Newest.ToString(), newest.Type.Value,
                        Names.Of(newest.Reason), newest.DeadAt, JobErrorLine.From(newest.Error).Message));
                }
            }
        }
        while (groups.Count == DeadLetterGroup.MaximumGroups);

        context.Output.List(
            [.. lines.OrderByDescending(line => line.Count)],
            OutputJson.Default.DeadLetterGroupLine,
            "There are no dead letters with a known cause.",
            Headers,
            line =>
            [
                line.Cause, line.IsAtLeast ? $"{line.Count}+" : $"{line.Count}", line.Type, line.Reason,
                Moment.Text(line.DeadAt), line.Message,
            ]);
        return ExitCode.Done;
    }
}
