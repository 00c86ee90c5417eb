using Cabinet.Application.Commands;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands;

/// <summary>Reports what became of an operator's command.</summary>
internal static class Operations
{
    /// <summary>Prints the result, or throws what the command ends with.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="operation">What it was, such as <c>redrive</c>.</param>
    /// <param name="what">What it was about, such as "job".</param>
    /// <param name="id">Its id; null when it was about all that match.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="done">How to say that it is done.</param>
    public static void Report(
        CommandOutput output, string operation, string what, string? id, OperationResult result, Func<int, string> done)
    {
        switch (result)
        {
            case OperationResult.Done { Affected: var affected } when output.IsJson:
                output.Line(new OperationLine(operation, id, affected), OutputJson.Default.OperationLine);
                break;
            case OperationResult.Done { Affected: var affected }:
                output.Results.WriteLine(done(affected));
                break;
            case OperationResult.NotFound:
                throw new CommandException(ExitCode.Refused, "notFound", $"There is no {what} {id} in this store.");
            case OperationResult.Refused refused:
                throw new CommandException(
                    ExitCode.Refused, "refused", $"The {what} {id} stays as it is. {refused.Why}");
            default:
                throw new CommandException(ExitCode.Refused, "denied", $"You may not {operation} here.");
        }
    }
}
