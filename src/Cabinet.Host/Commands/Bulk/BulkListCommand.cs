using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Bulk;

/// <summary><c>cabinet bulk list</c>.</summary>
internal static class BulkListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var list = new ListOptions();
        var command = new Command("list", "List bulk actions, oldest first.");
        list.AddTo(command);
        return command
            .WithCommonOptions()
            .WithExamples(("bulk list --json", "for a script"))
            .Does(context => RunAsync(context, list.Read(context.Parsed)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, Page page)
    {
        await using var session = await context.OpenStoreAsync();
        var actions = await session.Store.Bulk.ListAsync(page, context.CancellationToken);
        context.Output.List(
            [.. actions.Select(BulkLine.From)],
            OutputJson.Default.BulkLine,
            "There are no bulk actions.",
            ["ID", "KIND", "STATUS", "MATCHED", "DONE", "REFUSED", "CREATED"],
            bulk =>
            [
                bulk.Id, bulk.Kind, bulk.Status, $"{bulk.Matched}{(bulk.MatchedExact ? "" : "+")}", $"{bulk.Done}",
                $"{bulk.Refused}", Moment.Text(bulk.CreatedAt),
            ]);
        return ExitCode.Done;
    }
}
