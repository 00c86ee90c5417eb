using System.CommandLine;

namespace Cabinet.Host.Commands.Jobs;

/// <summary><c>cabinet jobs</c>: what waits and runs.</summary>
internal static class JobsCommand
{
    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command("jobs", "List, show and cancel jobs.")
        {
            JobListCommand.Create(),
            JobHistoryCommand.Create(),
            JobShowCommand.Create(),
            JobPreviewCommand.Create(),
            JobCancelCommand.Create(),
        }
        .WithExamples(
            ("jobs list --state running", "what runs now"),
            ("jobs show 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "one job with its journal and errors"));
}
