using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Batches;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Batches;

/// <summary><c>cabinet batches list</c>.</summary>
internal static class BatchListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var name = Filters.Name("--name", "Only batches of this name.");
        var status = Filters.Choice<BatchStatus>("--status", "Only batches with this status.");
        var list = new ListOptions();
        var command = new Command("list", "List batches, oldest first.") { name, status };
        list.AddTo(command);
        return command
            .WithCommonOptions()
            .WithExamples(
                ("batches list", "the first hundred"),
                ("batches list --status failed --json", "for a script"))
            .Does(context => RunAsync(
                context,
                new BatchFilter
                {
                    Name = context.Parsed.GetValue(name),
                    Status = context.Parsed.Read<BatchStatus>(status),
                },
                list.Read(context.Parsed)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, BatchFilter filter, Page page)
    {
        await using var session = await context.OpenStoreAsync();
        var batches = await session.Store.Batches.ListAsync(filter, page, context.CancellationToken);
        context.Output.List(
            [.. batches.Select(BatchLine.From)],
            OutputJson.Default.BatchLine,
            "There are no such batches.",
            ["ID", "NAME", "STATUS", "TOTAL", "PENDING", "SUCCEEDED", "DEAD", "CREATED"],
            batch =>
            [
                batch.Id, batch.Name, batch.Status, $"{batch.Total}", $"{batch.Pending}", $"{batch.Succeeded}",
                $"{batch.Dead}", Moment.Text(batch.CreatedAt),
            ]);
        return ExitCode.Done;
    }
}
