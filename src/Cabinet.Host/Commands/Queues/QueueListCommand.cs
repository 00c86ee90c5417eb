using System.CommandLine;
using System.Globalization;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Limits;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Queues;

/// <summary><c>cabinet queues list</c>.</summary>
internal static class QueueListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new Command("list", "List queues that have jobs, or something set.")
        .WithCommonOptions()
        .WithExamples(("queues list --json", "for a script"))
        .Does(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context)
    {
        await using var session = await context.OpenStoreAsync();
        var settings = await session.Store.Queues.ListAsync(context.CancellationToken);
        var counts = await session.Store.Jobs.CountAsync(context.CancellationToken);
        var queues = settings
            .Concat(counts.Select(count => count.Queue).Distinct().Except(settings.Select(set => set.Queue))
                .Select(queue => new QueueSettings(queue, IsPaused: false, QueueLimits.None)))
            .OrderBy(queue => queue.Queue.Value, StringComparer.Ordinal);
        context.Output.List(
            [.. queues.Select(queue => QueueLine.From(queue, counts))],
            OutputJson.Default.QueueLine,
            "No queue has jobs, or anything set.",
            ["QUEUE", "STATE", "AVAILABLE", "SCHEDULED", "RUNNING", "SUSPECT", "LIMIT", "EACH PARTITION"],
            queue =>
            [
                queue.Queue, queue.Paused ? "paused" : "active", Text(queue.Available), Text(queue.Scheduled),
                Text(queue.Running), Text(queue.Suspect), Text(queue.MaximumRunning),
                Text(queue.MaximumRunningPerPartition),
            ]);
        return ExitCode.Done;
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
