using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Commands;

/// <summary>How a batch is made.</summary>
public sealed record BatchOptions
{
    /// <summary>Nothing set: a batch without callbacks.</summary>
    public static BatchOptions None { get; } = new();

    /// <summary>
    /// The id, when the caller made one and keeps it: making the batch again under the same id makes no second one. Null has
    /// one made.
    /// </summary>
    public BatchId? Id { get; init; }

    /// <summary>What kind of batch it is, for people, in plaintext: a name as <see cref="NameRules"/> says. Null is none.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The payload of the job that runs once when all jobs of the batch have ended, however they ended. Its type must be
    /// declared with a job type. Null is none.
    /// </summary>
    public object? Completion { get; init; }

    /// <summary>The payload of the job that runs once when all jobs have ended and each succeeded. Null is none.</summary>
    public object? Success { get; init; }

    /// <summary>The payload of the job that runs once, as soon as the first job is dead-lettered. Null is none.</summary>
    public object? Failure { get; init; }

    /// <summary>
    /// The queue, priority and tags of the callbacks, when they aren't those of their types. Delay and partition are ignored.
    /// </summary>
    public EnqueueOptions? Callbacks { get; init; }
}
