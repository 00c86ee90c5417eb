using System.CommandLine;

namespace Cabinet.Host.Commands.Retention;

/// <summary><c>cabinet retention</c>: how long what is over is kept.</summary>
internal static class RetentionCommand
{
    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command("retention", "List and set how long ended jobs and dead letters are kept.")
        {
            RetentionListCommand.Create(),
            RetentionSetCommand.Set(),
            RetentionSetCommand.Clear(),
        }
        .WithExamples(
            ("retention list", "what operators have set"),
            ("retention set --state completed --for 30d --type card.charge", "keep the records of one type longer"));
}
