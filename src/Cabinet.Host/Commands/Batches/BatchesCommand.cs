using System.CommandLine;

namespace Cabinet.Host.Commands.Batches;

/// <summary><c>cabinet batches</c>: jobs that are followed together, and how far they are.</summary>
internal static class BatchesCommand
{
    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command("batches", "List, show and cancel batches of jobs.")
        {
            BatchListCommand.Create(),
            BatchShowCommand.Create(),
            BatchCancelCommand.Create(),
        }
        .WithExamples(
            ("batches list --status failed", "what waits for somebody"),
            ("batches show 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "how far one is"));
}
