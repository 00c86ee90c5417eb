using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;

namespace Cabinet.Host.Output;

/// <summary>A queue as commands print it.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Paused">Whether no node claims jobs of it.</param>
/// <param name="Available">Jobs that may be claimed now.</param>
/// <param name="Scheduled">Jobs that wait for their time: delayed, snoozed, or between two attempts.</param>
/// <param name="Running">Jobs that nodes have claimed.</param>
/// <param name="Suspect">Jobs whose node died, which wait to run alone.</param>
/// <param name="MaximumRunning">How many may run; left out when there is no limit.</param>
/// <param name="MaximumRunningPerPartition">How many of a partition may run; left out when there is no limit.</param>
internal sealed record QueueLine(
    string Queue,
    bool Paused,
    long Available,
    long Scheduled,
    long Running,
    long Suspect,
    int? MaximumRunning,
    int? MaximumRunningPerPartition)
{
    /// <summary>Shows a queue.</summary>
    /// <param name="settings">What is set for it.</param>
    /// <param name="counts">Its jobs, and perhaps those of other queues.</param>
    public static QueueLine From(QueueSettings settings, IReadOnlyList<JobCount> counts)
    {
        long Count(JobState state) =>
            counts.Where(count => count.Queue == settings.Queue && count.State == state).Sum(count => count.Count);
        return new QueueLine(
            settings.Queue.Value,
            settings.IsPaused,
            Count(JobState.Available),
            Count(JobState.Scheduled),
            Count(JobState.Running),
            Count(JobState.Suspect),
            settings.Limits.MaximumRunning,
            settings.Limits.MaximumRunningPerPartition);
    }
}
