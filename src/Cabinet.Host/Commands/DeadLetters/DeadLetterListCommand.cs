using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.DeadLetters;

/// <summary><c>cabinet dlq list</c>.</summary>
internal static class DeadLetterListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var filter = new DeadLetterFilterOptions();
        var list = new ListOptions();
        var command = new Command("list", "List dead letters, oldest first.");
        filter.AddTo(command);
        list.AddTo(command);
        return command
            .WithCommonOptions()
            .WithExamples(
                ("dlq list", "what failed, and why"),
                ("dlq list --type photo.prepare --json", "photographs that couldn't be read, for a script"))
            .Does(context => RunAsync(context, filter.Read(context.Parsed), list.Read(context.Parsed)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, DeadLetterFilter filter, Page page)
    {
        await using var session = await context.OpenStoreAsync();
        var letters = await session.Store.DeadLetters.ListAsync(filter, page, context.CancellationToken);
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
}
