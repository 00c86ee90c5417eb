using Cabinet.Application.Commands;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Bulk;

/// <summary>Begins a bulk action for another command, and says which.</summary>
internal static class BulkStart
{
    /// <summary>Begins it, and prints it.</summary>
    public static async ValueTask<ExitCode> RunAsync(
        CommandContext context, StoreSession session, BulkKind kind, BulkFilter filter, Pace pace, string? reason)
    {
        var bulk = await session.Get<BulkCommands>().StartAsync(
                kind, filter, pace, Caller.LocalOperator, reason, context.CancellationToken)
            ?? throw new CommandException(ExitCode.Refused, "denied", $"You may not {Names.Of(kind)} here.");
        if (context.Output.IsJson)
        {
            context.Output.Line(BulkLine.From(bulk), OutputJson.Default.BulkLine);
        }
        else
        {
            await context.Output.Results.WriteLineAsync(
                $"Begun for {bulk.Matched}{(bulk.IsMatchedExact ? "" : " or more")} jobs; a node does it: "
                + $"'{Invocation.Name} bulk show {bulk.Id:D}'.");
        }

        return ExitCode.Done;
    }
}
