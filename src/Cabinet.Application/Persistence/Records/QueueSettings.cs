using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Records;

/// <summary>What an operator has set for a queue.</summary>
/// <param name="Queue">Which.</param>
/// <param name="IsPaused">Whether nothing of it is claimed, on any node.</param>
/// <param name="Limits">What may run of it at the same time.</param>
public sealed record QueueSettings(QueueName Queue, bool IsPaused, QueueLimits Limits)
{
    /// <summary>The job types in it that have limits of their own, by name.</summary>
    public IReadOnlyList<JobTypeSettings> Types { get; init; } = [];
}
