using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.DeadLetters;

/// <summary><c>cabinet dlq list</c> and <c>cabinet dlq export</c>: both search.</summary>
internal static class DeadLetterListCommand
{
    /// <summary>Makes <c>list</c>.</summary>
    public static Command Create()
    {
        var filter = new DeadLetterSearchOptions();
        var search = new SearchOptions();
        var text = new Option<string?>("--text")
        {
            HelpName = "TEXT",
            Description = "Only letters whose message has this text in it, whatever its case. Messages are sealed: each "
                + "that the other filters leave is opened.",
        };
        var command = new Command("list", "List dead letters, oldest first.") { text };
        filter.AddTo(command);
        search.AddTo(command);
        return command
            .WithCommonOptions()
            .WithExamples(
                ("dlq list", "what failed, and why"),
                ("dlq list --type photo.prepare --json", "photographs that couldn't be read, for a script"),
                ("dlq list --text 'timed out' --since 1d", "by the text of the error"))
            .Does(context => RunAsync(context, filter.Read(context.Parsed), context.Parsed.GetValue(text), search));
    }

    /// <summary>Makes <c>export</c>.</summary>
    public static Command Export()
    {
        var filter = new DeadLetterSearchOptions();
        var command = new Command("export", "Write all dead letters that match as lines of JSON, oldest first.");
        filter.AddTo(command);
        return command
            .WithCommonOptions()
            .WithNotes("Payloads aren't exported: they stay sealed. Messages are in it, in the clear.")
            .WithExamples(("dlq export --since 7d > failed.jsonl", "a week's failures for another tool"))
            .Does(context => ExportAsync(context, filter.Read(context.Parsed)));
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, DeadLetterSearch filter, string? text, SearchOptions search)
    {
        await using var session = await context.OpenStoreAsync();
        var letters = await search.ReadAsync(context, async part =>
        {
            // What is opened in vain counts against the part, so that no part opens more than its limit.
            var wide = text is null ? part : part with { Limit = Page.MaximumLimit };
            var found = await session.Store.DeadLetters.SearchAsync(filter, wide, context.CancellationToken);
            return text is null ? found : Having(found, text, part.Limit);
        });
        context.Output.List(
            [.. letters.Select(DeadLetterLine.From)],
            OutputJson.Default.DeadLetterLine,
            "There are no such dead letters.",
            ["ID", "TYPE", "REASON", "ATTEMPTS", "DEAD SINCE", "MESSAGE"],
            letter =>
            [
                letter.Id, letter.Type, letter.Reason, $"{letter.Attempts}", Moment.Text(letter.DeadAt), letter.Message,
            ]);
        return ExitCode.Done;
    }

    private static Found<DeadLetterRecord> Having(Found<DeadLetterRecord> found, string text, int limit)
    {
        var matching = found.Records.Where(letter =>
            JobErrorLine.From(letter.Error).Message.Contains(text, StringComparison.OrdinalIgnoreCase)).ToList();
        return matching.Count < limit
            ? found with { Records = matching }
            : new Found<DeadLetterRecord>(matching[..limit], matching[limit - 1].Id.Value);
    }

    private static async Task<ExitCode> ExportAsync(CommandContext context, DeadLetterSearch filter)
    {
        await using var session = await context.OpenStoreAsync();
        Guid? after = null;
        do
        {
            var found = await session.Store.DeadLetters.SearchAsync(
                filter, new Search(Page.MaximumLimit, after), context.CancellationToken);
            foreach (var letter in found.Records)
            {
                context.Output.Line(DeadLetterLine.From(letter), OutputJson.Default.DeadLetterLine);
            }

            after = found.Next;
        }
        while (after is not null);

        return ExitCode.Done;
    }
}
