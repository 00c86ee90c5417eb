using System.CommandLine;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Jobs;

/// <summary><c>cabinet jobs list</c>.</summary>
internal static class JobListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var queue = Filters.Name("--queue", "Only jobs of this queue.");
        var type = Filters.Name("--type", "Only jobs of this type.");
        var state = Filters.Choice<JobState>("--state", "Only jobs in this state.");
        var task = new Option<string?>("--task") { HelpName = "ID", Description = "Only jobs of this task." };
        var list = new ListOptions();
        var command = new Command("list", "List jobs that wait or run, oldest first.") { queue, type, state, task };
        list.AddTo(command);
        return command
            .WithCommonOptions()
            .WithNotes("Ended jobs are in the history ('jobs show ID'), failed ones in the dead-letter queue ('dlq "
                + "list').")
            .WithExamples(("jobs list --queue photos", "what waits for a photo processor"))
            .Does(context => RunAsync(
                context,
                new JobFilter
                {
                    Queue = context.Parsed.GetValue(queue) is { } queueName ? new QueueName(queueName) : null,
                    Type = context.Parsed.GetValue(type) is { } typeName ? new JobType(typeName) : null,
                    State = context.Parsed.Read<JobState>(state),
                    Task = context.Parsed.GetValue(task) is { } id ? Ids.Task(id) : null,
                },
                list.Read(context.Parsed)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, JobFilter filter, Page page)
    {
        await using var session = await context.OpenStoreAsync();
        var jobs = await session.Store.Jobs.ListAsync(filter, page, context.CancellationToken);
        context.Output.List(
            [.. jobs.Select(JobLine.From)],
            OutputJson.Default.JobLine,
            "No such jobs wait or run.",
            ["ID", "TYPE", "QUEUE", "STATE", "ATTEMPT", "CREATED", "DUE"],
            job =>
            [
                job.Id, job.Type, job.Queue, job.State, $"{job.Attempt}", Moment.Text(job.CreatedAt),
                job.DueAt is { } due ? Moment.Text(due) : null,
            ]);
        return ExitCode.Done;
    }
}
