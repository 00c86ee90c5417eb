using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;

namespace Cabinet.Host.Commands.Tasks;

/// <summary><c>cabinet tasks cancel</c>.</summary>
internal static class TaskCancelCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The task." };
        var reason = AuditOptions.Reason();
        return new Command("cancel", "Cancel a task: it starts nothing more, and its jobs end.") { id, reason }
            .WithCommonOptions()
            .WithExamples(("tasks cancel 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "also while a node works on it"))
            .Does(context => RunAsync(
                context, context.Parsed.GetRequiredValue(id), context.Parsed.GetValue(reason)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string id, string? reason)
    {
        var task = Ids.Task(id);
        await using var session = await context.OpenStoreAsync();
        var result = await session.Get<TaskCommands>().CancelAsync(
            task, Caller.LocalOperator, reason, context.CancellationToken);
        Operations.Report(
            context.Output, "cancel", "task", id, result, jobs => $"Task {task} is cancelled; {jobs} jobs were taken "
                + "back.");
        return ExitCode.Done;
    }
}
