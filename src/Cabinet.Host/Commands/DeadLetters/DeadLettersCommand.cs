using System.CommandLine;

namespace Cabinet.Host.Commands.DeadLetters;

/// <summary><c>cabinet dlq</c>: what failed for good, and what to do about it.</summary>
internal static class DeadLettersCommand
{
    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command("dlq", "List, show, redrive and discard what failed (the dead-letter "
        + "queue).")
        {
            DeadLetterListCommand.Create(),
            DeadLetterGroupsCommand.Create(),
            DeadLetterPreviewCommand.Create(),
            DeadLetterListCommand.Export(),
            DeadLetterShowCommand.Create(),
            DeadLetterChangeCommand.Redrive(),
            DeadLetterChangeCommand.Discard(),
        }
        .WithExamples(
            ("dlq list", "what failed, and why"),
            ("dlq redrive --all --reason attemptsExhausted", "try again what may have mended itself"));
}
