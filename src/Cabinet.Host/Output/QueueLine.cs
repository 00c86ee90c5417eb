using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Host.Output;

/// <summary>A queue as commands print it.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Paused">Whether no node claims jobs of it.</param>
/// <param name="Available">Jobs that may be claimed now.</param>
/// <param name="Scheduled">Jobs that wait for their time: delayed, snoozed, or between two attempts.</param>
/// <param name="Running">Jobs that nodes have claimed.</param>
/// <param name="Suspect">Jobs whose node died, which wait to run alone.</param>
/// <param name="DeadLetters">Jobs in the dead-letter queue.</param>
/// <param name="Inexact">
/// Which of the numbers, by name, aren't counted now: they are those of <paramref name="CountedAt"/> or, where that is left
/// out and for dead letters, there are at least so many.
/// </param>
/// <param name="CountedAt">When everything was last counted; left out when that says nothing here.</param>
/// <param name="OldestAvailableAt">When the oldest available job was enqueued; left out when none is available.</param>
/// <param name="LastMinute">What ended within the last minute.</param>
/// <param name="LastHour">What ended within the last hour.</param>
/// <param name="MaximumRunning">How many may run; left out when there is no limit.</param>
/// <param name="MaximumRunningPerPartition">How many of a partition may run; left out when there is no limit.</param>
/// <param name="Ordered">Whether jobs of a partition run one after the other.</param>
/// <param name="Rate">How fast its jobs begin, as <see cref="RateText"/>; left out when there is no limit.</param>
/// <param name="RatePerPartition">How fast jobs of a partition begin; left out when there is no limit.</param>
/// <param name="Types">The job types in it that have limits of their own.</param>
internal sealed record QueueLine(
    string Queue,
    bool Paused,
    long Available,
    long Scheduled,
    long Running,
    long Suspect,
    long DeadLetters,
    IReadOnlyList<string> Inexact,
    DateTimeOffset? CountedAt,
    DateTimeOffset? OldestAvailableAt,
    QueueRateLine LastMinute,
    QueueRateLine LastHour,
    int? MaximumRunning,
    int? MaximumRunningPerPartition,
    bool Ordered,
    string? Rate,
    string? RatePerPartition,
    IReadOnlyList<TypeLimitLine> Types)
{
    /// <summary>Shows a queue.</summary>
    /// <param name="settings">What is set for it.</param>
    /// <param name="status">How it stands.</param>
    public static QueueLine From(QueueSettings settings, QueueStatus status) => new(
        settings.Queue.Value,
        settings.IsPaused,
        status.Available.Count,
        status.Scheduled.Count,
        status.Running.Count,
        status.Suspect.Count,
        status.DeadLetters.Count,
        InexactOf(status),
        status.CountedAt,
        status.OldestAvailableAt,
        QueueRateLine.From(status.LastMinute),
        QueueRateLine.From(status.LastHour),
        settings.Limits.MaximumRunning,
        settings.Limits.MaximumRunningPerPartition,
        settings.Limits.IsOrdered,
        settings.Limits.Rate is { } rate ? RateText.Of(rate) : null,
        settings.Limits.RatePerPartition is { } each ? RateText.Of(each) : null,
        [.. settings.Types.Select(TypeLimitLine.From)]);

    private static string[] InexactOf(QueueStatus status)
    {
        (string Name, QueueCount Count)[] counts =
        [
            ("available", status.Available), ("scheduled", status.Scheduled), ("suspect", status.Suspect),
            ("deadLetters", status.DeadLetters),
        ];
        return [.. counts.Where(count => !count.Count.IsExact).Select(count => count.Name)];
    }
}
