using System.CommandLine;
using Cabinet.Application.Queries;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Tasks;

/// <summary><c>cabinet tasks show</c>.</summary>
internal static class TaskShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The task." };
        return new Command("show", "Show one task with its stages, live jobs and dead letters.") { id }
            .WithCommonOptions()
            .WithExamples(("tasks show 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "where it stands"))
            .Does(context => RunAsync(context, context.Parsed.GetRequiredValue(id)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string id)
    {
        var task = Ids.Task(id);
        await using var session = await context.OpenStoreAsync();
        var details = await session.Get<TaskQueries>().FindAsync(task, context.CancellationToken)
            ?? throw new CommandException(ExitCode.Refused, "notFound", $"There is no task {task} in this store.");
        var line = TaskDetailsLine.From(details);
        if (context.Output.IsJson)
        {
            context.Output.Line(line, OutputJson.Default.TaskDetailsLine);
        }
        else
        {
            Write(context.Output.Results, line);
        }

        return ExitCode.Done;
    }

    private static void Write(TextWriter writer, TaskDetailsLine details)
    {
        var task = details.Task;
        new TextFields()
            .Add("task", task.Id)
            .Add("pipeline", task.Pipeline)
            .Add("status", task.Status)
            .Add("label", task.Label)
            .Add("created", task.CreatedAt)
            .Add("ended", task.EndedAt)
            .WriteTo(writer);
        writer.WriteLine();
        var stages = new TextTable("STAGE", "OPEN", "SUCCEEDED", "DEGRADED", "DEAD", "DISCARDED");
        foreach (var stage in details.Stages ?? [])
        {
            stages.Add(
                stage.Name,
                $"{stage.Open}",
                $"{stage.Succeeded}",
                $"{stage.Degraded}",
                $"{stage.DeadLettered}",
                $"{stage.Discarded}");
        }

        stages.WriteTo(writer);
        foreach (var job in details.Jobs)
        {
            writer.WriteLine($"\njob {job.Id} ({job.Type}): {job.State}, attempt {job.Attempt}");
        }

        foreach (var letter in details.DeadLetters)
        {
            writer.WriteLine($"\ndead letter {letter.Id} ({letter.Type}): {Printable.Text(letter.Message)}");
        }
    }
}
