using System.CommandLine;

namespace Cabinet.Host.Commands.Queues;

/// <summary><c>cabinet queues</c>: what waits and runs in each queue, and what operators set for it.</summary>
internal static class QueuesCommand
{
    /// <summary>Makes the command and those below it.</summary>
    public static Command Create() => new Command("queues", "List, pause, resume, drain and limit queues.")
        {
            QueueListCommand.Create(),
            QueueShowCommand.Create(),
            QueuePauseCommand.Pause(),
            QueuePauseCommand.Resume(),
            QueueDrainCommand.Create(),
            QueueLimitCommand.Create(),
        }
        .WithExamples(
            ("queues list", "what waits and what runs"),
            ("queues pause mail --reason 'provider is down'", "claim nothing of it, on any node"),
            ("queues limit mail --running 20", "at most 20 of it at once, on all nodes together"));
}
