using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Commands;

/// <summary>How one job is enqueued; what isn't set comes from its type.</summary>
public sealed record EnqueueOptions
{
    /// <summary>The longest unique key, in characters: 200.</summary>
    public const int MaximumUniqueKey = 200;

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
    /// At most one job among those that <see cref="UniqueAmong"/> names holds this key (1 to 200 characters; stored as a
    /// keyed digest). It counts over all types and queues.
    /// </summary>
    public string? UniqueKey { get; init; }

    /// <summary>
    /// Whether the key is made of the job's type and its payload, as it is serialised, in whichever order the members of
    /// its objects stand; not together with <see cref="UniqueKey"/>. The default is false.
    /// </summary>
    public bool UniqueByPayload { get; init; }

    /// <summary>Which jobs hold keys for this call. The default is <see cref="UniqueAmong.Unfinished"/>.</summary>
    public UniqueAmong UniqueAmong { get; init; }

    /// <summary>
    /// At most one job of the key is enqueued in each period of this length, whatever becomes of it, among calls with the
    /// same length: 1 second to 366 days, in whole milliseconds. Periods are counted from 1970 (UTC), so a minute begins
    /// on the minute. Null is no period, the default.
    /// </summary>
    public TimeSpan? UniqueFor { get; init; }

    /// <summary>
    /// Whether a waiting job that holds the key is replaced: it ends as cancelled, and the new one takes its place, with
    /// payload, options and id of its own, in one commit. A running one isn't replaced. Not together with
    /// <see cref="UniqueFor"/>. The default is false: the job that is there stays.
    /// </summary>
    public bool ReplaceWaiting { get; init; }

    /// <summary>
    /// Labels to search by: at most 10, each 1 to 50 printable characters. They are stored in the clear, so nothing
    /// secret or personal belongs there. The default is none.
    /// </summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
