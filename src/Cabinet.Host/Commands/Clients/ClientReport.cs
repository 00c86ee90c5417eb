using Cabinet.Application.Commands;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Clients;

/// <summary>Reports a key that was added.</summary>
internal static class ClientReport
{
    /// <summary>Prints under which id the client signs with it, or throws what the command ends with.</summary>
    public static void Write(CommandOutput output, string name, OperationResult result)
    {
        if (result is OperationResult.Done { Affected: var number } && output.IsJson)
        {
            output.Line(new ClientKeyAddedLine(name, $"{name}/{number}"), OutputJson.Default.ClientKeyAddedLine);
            return;
        }

        Operations.Report(output, "add a key", "client", name, result, key => $"It signs as keyid \"{name}/{key}\".");
    }
}
