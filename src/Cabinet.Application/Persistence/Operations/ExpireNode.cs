using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>
/// Declares a node dead: its jobs return as suspects without costing an attempt, its leases are free.
/// </summary>
/// <remarks>
/// Refused with <see cref="Refusal.NodeGone"/>, or with <see cref="Refusal.NodeAlive"/> when its heartbeat moved on.
/// The epoch of each job grows, and one that was running as a suspect counts one more death alone; whoever claims it
/// next decides by <see cref="Domain.Jobs.PoisonRule"/> whether it runs at all.
/// <see cref="CommitResult.Committed.Affected"/> counts the returned jobs.
/// </remarks>
/// <param name="Node">Which.</param>
/// <param name="Beat">The heartbeat that was observed unchanged.</param>
public sealed record ExpireNode(NodeId Node, long Beat) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
