using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Queue;

/// <summary>What serves one queue on this node.</summary>
/// <param name="Queue">Which.</param>
/// <param name="Slots">Where its jobs run.</param>
/// <param name="Claims">Where they come from.</param>
internal sealed record QueueWorker(QueueName Queue, JobSlots Slots, ClaimLoop Claims);
