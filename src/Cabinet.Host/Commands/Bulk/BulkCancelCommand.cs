using System.CommandLine;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;

namespace Cabinet.Host.Commands.Bulk;

/// <summary><c>cabinet bulk cancel</c>.</summary>
internal static class BulkCancelCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The action." };
        var reason = AuditOptions.Reason();
        return new Command("cancel", "Stop a bulk action; what it did stays done.") { id, reason }
            .WithCommonOptions()
            .WithExamples(("bulk cancel 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "before it goes further"))
            .Does(context => RunAsync(
                context, context.Parsed.GetRequiredValue(id), context.Parsed.GetValue(reason)));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, string text, string? reason)
    {
        var id = Ids.Read(text);
        await using var session = await context.OpenStoreAsync();
        var result = await session.Get<BulkCommands>().CancelAsync(
            id, Caller.LocalOperator, reason, context.CancellationToken);
        Operations.Report(
            context.Output, "cancel", "bulk action", text, result, done => $"Stopped after {done} jobs.");
        return ExitCode.Done;
    }
}
