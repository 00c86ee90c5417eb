using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>How a queue stands: counts, ages and rates, read in a moment however much waits.</summary>
/// <remarks>
/// What runs is always counted. Of each other state up to <see cref="MostExact"/> jobs are counted; a store with very many
/// queues counts fewer of each, but never fewer than <see cref="LeastExact"/>. What is more comes from the last full
/// count (<see cref="Operations.RecordJobCounts"/>), which a background task makes every minute while there is
/// such a queue. Dead letters have no full count: they are "at least so many".
/// </remarks>
/// <param name="Queue">Which.</param>
public sealed record QueueStatus(QueueName Queue)
{
    /// <summary>How many jobs of a queue and state are counted exactly.</summary>
    public const int MostExact = 10_000;

    /// <summary>How many are counted exactly whatever the number of queues.</summary>
    public const int LeastExact = 100;

    /// <summary>Jobs that may be claimed now.</summary>
    public QueueCount Available { get; init; } = new(0, IsExact: true);

    /// <summary>Jobs that wait for their time.</summary>
    public QueueCount Scheduled { get; init; } = new(0, IsExact: true);

    /// <summary>Jobs that nodes have claimed.</summary>
    public QueueCount Running { get; init; } = new(0, IsExact: true);

    /// <summary>Jobs whose node died, which wait to run alone.</summary>
    public QueueCount Suspect { get; init; } = new(0, IsExact: true);

    /// <summary>Jobs in the dead-letter queue.</summary>
    public QueueCount DeadLetters { get; init; } = new(0, IsExact: true);

    /// <summary>When the last full count was made (UTC), if one of the numbers comes from it.</summary>
    public DateTimeOffset? CountedAt { get; init; }

    /// <summary>
    /// When the oldest available job was enqueued (UTC), or null when none is available. A job that was delayed or
    /// retried counts from its enqueue too.
    /// </summary>
    public DateTimeOffset? OldestAvailableAt { get; init; }

    /// <summary>What ended within the last minute.</summary>
    public QueueRate LastMinute { get; init; }

    /// <summary>What ended within the last hour.</summary>
    public QueueRate LastHour { get; init; }

    /// <summary>How many of each state are counted exactly in a store with so many queues.</summary>
    /// <param name="queues">How many queues, or names that may be queues.</param>
    /// <param name="budget">How many rows a look takes in all.</param>
    public static int BoundFor(long queues, int budget) =>
        (int)Math.Clamp(budget / Math.Max(1, queues), LeastExact, MostExact);
}
