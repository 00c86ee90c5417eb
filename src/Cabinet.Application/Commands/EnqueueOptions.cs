using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Commands;

/// <summary>How one job is enqueued; what isn't set comes from its type.</summary>
public sealed record EnqueueOptions
{
    /// <summary>Nothing set.</summary>
    public static EnqueueOptions None { get; } = new();

    /// <summary>Another queue than the type's.</summary>
    public QueueName? Queue { get; init; }

    /// <summary>0 (served first) to 9; the default is 5.</summary>
    public JobPriority Priority { get; init; }

    /// <summary>
    /// The part of the queue that it waits in, such as a tenant: partitions take turns, and may have limits. Kept and
    /// listed in plaintext, so no personal data. The default is none.
    /// </summary>
    public PartitionKey? Partition { get; init; }

    /// <summary>Not run before this delay has passed; at most 366 days.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>
    /// At most one live job holds this key (1 to 200 characters; stored as a keyed digest). A second one isn't enqueued.
    /// </summary>
    public string? UniqueKey { get; init; }

    /// <summary>
    /// Labels to search by: at most 10, each 1 to 50 printable characters. They are stored in the clear, so nothing
    /// secret or personal belongs there. The default is none.
    /// </summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
