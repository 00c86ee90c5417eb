using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Puts the limits of a queue in the place of those it had; every claim after the commit obeys them.</summary>
/// <param name="Queue">Which; it need not have any jobs yet.</param>
/// <param name="Limits"><see cref="QueueLimits.None"/> removes them.</param>
public sealed record LimitQueue(QueueName Queue, QueueLimits Limits) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
