using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;

namespace Cabinet.Host.Commands.Batches;

/// <summary><c>cabinet batches cancel</c>.</summary>
internal static class BatchCancelCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The batch." };
        var reason = AuditOptions.Reason();
        return new Command("cancel", "Cancel a batch: it takes no more jobs, and its jobs end.") { id, reason }
            .WithCommonOptions()
            .WithExamples(("batches cancel 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "also while nodes work on it"))
            .Does(context => RunAsync(
                context, context.Parsed.GetRequiredValue(id), context.Parsed.GetValue(reason)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string id, string? reason)
    {
        var batch = Ids.Batch(id);
        await using var session = await context.OpenStoreAsync();
        var result = await session.Get<BatchCommands>().CancelAsync(
            batch, Caller.LocalOperator, reason, context.CancellationToken);
        Operations.Report(
            context.Output,
            "cancel",
            "batch",
            id,
            result,
            jobs => $"Batch {batch} is cancelled; {jobs} jobs were taken back or asked to stop.");
        return ExitCode.Done;
    }
}
