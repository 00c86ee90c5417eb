using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.DeadLetters;

/// <summary><c>cabinet dlq preview</c>: what a command on all that match would touch.</summary>
internal static class DeadLetterPreviewCommand
{
    private const int MaximumLetters = 1_000_000;
    private static readonly string[] Headers = ["TYPE", "QUEUE", "REASON", "COUNT", "OLDEST", "NEWEST"];

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var filter = new DeadLetterSearchOptions();
        var command = new Command("preview", "Count what 'redrive --all' or 'discard --all' would touch; changes nothing.");
        filter.AddTo(command);
        return command
            .WithCommonOptions()
            .WithExamples(("dlq preview --type photo.render --until 1h", "before discarding them"))
            .Does(context => RunAsync(context, filter.Read(context.Parsed)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, DeadLetterSearch filter)
    {
        await using var session = await context.OpenStoreAsync();
        var lines = new Dictionary<(string Type, string Queue, string Reason), DeadLetterPreviewLine>();
        var search = new Search(Page.MaximumLimit);
        for (var seen = 0; seen < MaximumLetters;)
        {
            var found = await session.Store.DeadLetters.SearchAsync(filter, search, context.CancellationToken);
            seen += found.Records.Count;
            foreach (var letter in found.Records)
            {
                var key = (letter.Type.Value, letter.Queue.Value, Names.Of(letter.Reason));
                lines[key] = lines.TryGetValue(key, out var line)
                    ? line.With(letter.DeadAt)
                    : new DeadLetterPreviewLine(key.Item1, key.Item2, key.Item3, 1, letter.DeadAt, letter.DeadAt);
            }

            if (found.Next is not { } next)
            {
                break;
            }

            search = search with { After = next };
        }

        context.Output.List(
            [.. lines.Values.OrderByDescending(line => line.Count)],
            OutputJson.Default.DeadLetterPreviewLine,
            "There are no such dead letters.",
            Headers,
            line =>
            [
                line.Type, line.Queue, line.Reason, $"{line.Count}", Moment.Text(line.Oldest), Moment.Text(line.Newest),
            ]);
        return ExitCode.Done;
    }
}
