using System.CommandLine;

namespace Cabinet.Host.Commands.Tasks;

/// <summary><c>cabinet tasks</c>: what was submitted, and how far it is.</summary>
internal static class TasksCommand
{
    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command("tasks", "List, show and cancel tasks.")
        {
            TaskListCommand.Create(),
            TaskShowCommand.Create(),
            TaskCancelCommand.Create(),
        }
        .WithExamples(
            ("tasks list --status stalled", "what waits for somebody"),
            ("tasks show 019a2f4e-5c1b-7d3e-8f00-0123456789ab", "one task with its stages"));
}
