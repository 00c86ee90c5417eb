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
        return new Command("show", "Show one queue: its jobs by state, ages and rates, and what is set.") { name }
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

        var fields = new TextFields()
            .Add("queue", queue.Queue)
            .Add("state", queue.Paused ? "paused" : "active")
            .Add("available", QueueText.Count(queue, "available", queue.Available))
            .Add("oldest", QueueText.Age(queue.OldestAvailableAt, TimeProvider.System.GetUtcNow()))
            .Add("scheduled", QueueText.Count(queue, "scheduled", queue.Scheduled))
            .Add("running", queue.Running)
            .Add("suspect", QueueText.Count(queue, "suspect", queue.Suspect))
            .Add("dead letters", QueueText.Count(queue, "deadLetters", queue.DeadLetters))
            .Add("counted", queue.CountedAt is { } at ? Moment.Text(at) : null)
            .Add("ended", Rate(queue, static rate => rate.EndedPerMinute))
            .Add("failed", Rate(queue, static rate => rate.FailedPerMinute))
            .Add("limit", queue.MaximumRunning)
            .Add("each partition", queue.MaximumRunningPerPartition)
            .Add("ordered", queue.Ordered ? "yes" : null)
            .Add("rate", queue.Rate)
            .Add("partition rate", queue.RatePerPartition);
        foreach (var type in queue.Types)
        {
            fields.Add($"type {type.Type}", type.ToText());
        }

        fields.WriteTo(context.Output.Results);
        return ExitCode.Done;
    }

    private static string Rate(QueueLine queue, Func<QueueRateLine, double> read) =>
        $"{QueueText.PerMinute(read(queue.LastMinute))} a minute; over the last hour "
        + $"{QueueText.PerMinute(read(queue.LastHour))}";
}
