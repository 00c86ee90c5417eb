using System.CommandLine;

namespace Cabinet.Host.Commands.Bulk;

/// <summary><c>cabinet bulk</c>: actions on all jobs that match, which nodes work off in the background.</summary>
internal static class BulkCommand
{
    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command("bulk", "List, show and stop actions on many jobs.")
        {
            BulkListCommand.Create(),
            BulkShowCommand.Create(),
            BulkCancelCommand.Create(),
        }
        .WithNotes("They are begun by 'dlq redrive --all --background', 'dlq discard --all --background' and "
            + "'jobs cancel --all', and go on after a crash on whichever node runs.")
        .WithExamples(
            ("bulk list", "what is under way"),
            ("bulk show 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "how far one is"));
}
