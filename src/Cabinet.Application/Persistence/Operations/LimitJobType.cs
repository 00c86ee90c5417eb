using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>
/// Puts the limits of a job type in a queue in the place of those it had; every claim after the commit obeys them.
/// </summary>
/// <param name="Queue">Which queue; it need not have any jobs yet.</param>
/// <param name="Type">Which type; its jobs in other queues aren't limited by it.</param>
/// <param name="Limits"><see cref="TypeLimits.None"/> removes them.</param>
public sealed record LimitJobType(QueueName Queue, JobType Type, TypeLimits Limits) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
