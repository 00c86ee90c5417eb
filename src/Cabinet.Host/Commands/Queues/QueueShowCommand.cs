using System.CommandLine;
using Cabinet.Domain.Names;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Queues;

/// <summary><c>cabinet queues show</c>.</summary>
internal static class QueueShowCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var name = QueueArguments.Name();
        return new Command("show", "Show one queue: its jobs by state, and what is set.") { name }
            .WithCommonOptions()
            .WithExamples(("queues show mail", "whether it is paused, and how far it is"))
            .Does(context => RunAsync(context, new QueueName(context.Parsed.GetRequiredValue(name))));
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, QueueName name)
    {
        await using var session = await context.OpenStoreAsync();
        var queue = await QueueArguments.FindAsync(session, name, context.CancellationToken);
        if (context.Output.IsJson)
        {
            context.Output.Line(queue, OutputJson.Default.QueueLine);
            return ExitCode.Done;
        }

        new TextFields()
            .Add("queue", queue.Queue)
            .Add("state", queue.Paused ? "paused" : "active")
            .Add("available", queue.Available)
            .Add("scheduled", queue.Scheduled)
            .Add("running", queue.Running)
            .Add("suspect", queue.Suspect)
            .Add("limit", queue.MaximumRunning)
            .Add("each partition", queue.MaximumRunningPerPartition)
            .WriteTo(context.Output.Results);
        return ExitCode.Done;
    }
}
