using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;

namespace Cabinet.Host.Commands.Jobs;

/// <summary><c>cabinet jobs cancel</c>.</summary>
internal static class JobCancelCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The job." };
        var reason = AuditOptions.Reason();
        return new Command("cancel", "Cancel a job that belongs to no task.") { id, reason }
            .WithCommonOptions()
            .WithNotes("A waiting job ends at once, a running one is stopped by its node. A task's job goes with its "
                + "task: 'tasks cancel'.")
            .WithExamples(("jobs cancel 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "also while a node runs it"))
            .Does(context => RunAsync(
                context, context.Parsed.GetRequiredValue(id), context.Parsed.GetValue(reason)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string id, string? reason)
    {
        var job = Ids.Job(id);
        await using var session = await context.OpenStoreAsync();
        var result = await session.Get<JobCommands>().CancelAsync(
            job, Caller.LocalOperator, reason, context.CancellationToken);
        Operations.Report(context.Output, "cancel", "job", id, result, _ => $"Job {job} is cancelled.");
        return ExitCode.Done;
    }
}
