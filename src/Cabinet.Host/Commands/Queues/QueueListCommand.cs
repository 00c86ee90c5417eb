using System.CommandLine;
using System.Globalization;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Limits;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands.Queues;

/// <summary><c>cabinet queues list</c>.</summary>
internal static class QueueListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new Command("list", "List queues that have or had jobs lately, or something set.")
        .WithCommonOptions()
        .WithExamples(("queues list --json", "for a script"))
        .Does(RunAsync);

    private static async Task<ExitCode> RunAsync(CommandContext context)
    {
        await using var session = await context.OpenStoreAsync();
        var settings = await session.Store.Queues.ListAsync(context.CancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        var statuses = (await session.Store.Queues.ListStatusAsync(now, context.CancellationToken))
            .ToDictionary(status => status.Queue);
        var queues = settings
            .Concat(statuses.Keys.Except(settings.Select(set => set.Queue))
                .Select(queue => new QueueSettings(queue, IsPaused: false, QueueLimits.None)))
            .OrderBy(queue => queue.Queue.Value, StringComparer.Ordinal);
        context.Output.List(
            [.. queues.Select(queue => QueueLine.From(
                queue, statuses.GetValueOrDefault(queue.Queue) ?? new QueueStatus(queue.Queue)))],
            OutputJson.Default.QueueLine,
            "No queue has jobs, or anything set.",
            [
                "QUEUE", "STATE", "AVAILABLE", "OLDEST", "SCHEDULED", "RUNNING", "SUSPECT", "DEAD", "ENDED/MIN", "FAILED/MIN",
                "LIMIT", "EACH PARTITION", "RATE", "TYPES",
            ],
            queue =>
            [
                queue.Queue, queue.Paused ? "paused" : "active", QueueText.Count(queue, "available", queue.Available),
                QueueText.Age(queue.OldestAvailableAt, now), QueueText.Count(queue, "scheduled", queue.Scheduled),
                Text(queue.Running), QueueText.Count(queue, "suspect", queue.Suspect),
                QueueText.Count(queue, "deadLetters", queue.DeadLetters),
                QueueText.PerMinute(queue.LastMinute.EndedPerMinute), QueueText.PerMinute(queue.LastMinute.FailedPerMinute),
                Text(queue.MaximumRunning),
                queue.Ordered ? "1, in order" : Text(queue.MaximumRunningPerPartition), Rates(queue),
                string.Join("; ", queue.Types.Select(type => $"{type.Type} {type.ToText()}")),
            ]);
        return ExitCode.Done;
    }

    private static string? Rates(QueueLine queue) => queue.RatePerPartition is { } each
        ? $"{queue.Rate ?? "any"}, each {each}"
        : queue.Rate;

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
