using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Names;
using Cabinet.Domain.Tasks;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Tasks;

/// <summary><c>cabinet tasks list</c>.</summary>
internal static class TaskListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var pipeline = Filters.Name("--pipeline", "Only tasks of this pipeline.");
        var status = Filters.Choice<TaskState>("--status", "Only tasks with this status.");
        var list = new ListOptions();
        var command = new Command("list", "List tasks, oldest first.") { pipeline, status };
        list.AddTo(command);
        return command
            .WithCommonOptions()
            .WithExamples(
                ("tasks list", "the first hundred"),
                ("tasks list --status stalled --json", "for a script"))
            .Does(context => RunAsync(
                context,
                new TaskFilter
                {
                    Pipeline = context.Parsed.GetValue(pipeline) is { } name ? new PipelineName(name) : null,
                    Status = context.Parsed.Read<TaskState>(status),
                },
                list.Read(context.Parsed)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, TaskFilter filter, Page page)
    {
        await using var session = await context.OpenStoreAsync();
        var tasks = await session.Store.Tasks.ListAsync(filter, page, context.CancellationToken);
        context.Output.List(
            [.. tasks.Select(TaskLine.From)],
            OutputJson.Default.TaskLine,
            "There are no such tasks.",
            ["ID", "PIPELINE", "STATUS", "CREATED", "LABEL"],
            task => [task.Id, task.Pipeline, task.Status, Moment.Text(task.CreatedAt), task.Label]);
        return ExitCode.Done;
    }
}
