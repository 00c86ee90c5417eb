using System.CommandLine;
using System.Runtime.InteropServices;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands;

/// <summary>Runs a command's body: signals become cancellation, exceptions become messages and exit codes.</summary>
internal static class CommandExecution
{
    /// <summary>Sets what a command does.</summary>
    public static Command Does(this Command command, Func<CommandContext, Task<ExitCode>> body)
    {
        command.SetAction(async (parsed, _) => (int)await RunAsync(parsed, body));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult parsed, Func<CommandContext, Task<ExitCode>> body)
    {
        var output = new CommandOutput(Console.Out, Console.Error, parsed.GetValue<bool>(CommonOptions.Json));
        using var interruption = new CancellationTokenSource();
        using var interrupt = Listen(PosixSignal.SIGINT, interruption);
        using var terminate = Listen(PosixSignal.SIGTERM, interruption);
        try
        {
            return await body(new CommandContext(parsed, output, interruption.Token));
        }
        catch (Exception exception)
        {
            var failure = Failures.Explain(exception, interruption.IsCancellationRequested);
            output.Error(failure.Code, failure.Message);
            if (parsed.GetValue<bool>(CommonOptions.Verbose) && failure.ExitCode != ExitCode.Interrupted)
            {
                output.Errors.WriteLine(exception);
            }

            return failure.ExitCode;
        }
    }

    private static PosixSignalRegistration Listen(PosixSignal signal, CancellationTokenSource interruption) =>
        PosixSignalRegistration.Create(signal, context => Interrupt(context, interruption));

    // The first signal asks for a graceful stop, the second one gets what it would have got without us.
    private static void Interrupt(PosixSignalContext signal, CancellationTokenSource interruption)
    {
        if (!interruption.IsCancellationRequested)
        {
            signal.Cancel = true;
            interruption.Cancel();
        }
    }
}
