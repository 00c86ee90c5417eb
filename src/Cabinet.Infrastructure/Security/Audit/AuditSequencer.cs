using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Checkpoints;
using Cabinet.Infrastructure.Security.Audit.Merkle;

namespace Cabinet.Infrastructure.Security.Audit;

/// <summary>Gives audited events their places in the tree, a batch and a signed checkpoint in one commit.</summary>
/// <remarks>
/// It keeps nothing between two batches, so it may be killed anywhere and run anywhere. Two that overlap read the same
/// tree; the commit of the second finds the tree grown, and is refused.
/// </remarks>
internal sealed class AuditSequencer(IStore store, CheckpointWriter checkpoints) : IAuditSequencer
{
    private const int MaximumBatch = 1_000;

    public async ValueTask<int> SequenceAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaximumBatch);

        // The head comes first: what another sequencer orders from here on moves the tree's size away from it.
        var head = await store.Audit.ReadHeadAsync(cancellationToken);
        var waiting = await store.Audit.ListWaitingAsync(limit, cancellationToken);
        if (waiting.Count == 0 || await IsMovingAsync(head, cancellationToken))
        {
            return 0;
        }

        var grown = new List<AuditNode>();
        var tree = await LoadAsync(head.TreeSize, grown, cancellationToken);
        var previous = checkpoints.RequireContinued(head, tree);
        foreach (var entry in waiting)
        {
            tree.Append(MerkleHash.OfLeaf(entry.Entry.Span));
        }

        var sequence = new SequenceAudit(
            head.TreeSize, [.. waiting.Select(entry => entry.Id)], grown, checkpoints.Sign(tree, previous));
        return await store.CommitAsync(new WriteSet(sequence), cancellationToken) is CommitResult.Committed
            ? waiting.Count
            : 0;
    }

    // A driver may read size and checkpoint one after the other, while another sequencer commits. What doesn't fit and
    // doesn't stay so is that; what stays so is for the check to refuse.
    private async ValueTask<bool> IsMovingAsync(AuditHead head, CancellationToken cancellationToken) =>
        (head.Checkpoint?.TreeSize ?? 0) != head.TreeSize
        && await store.Audit.ReadHeadAsync(cancellationToken) is var again
        && (again.TreeSize, again.Checkpoint) != (head.TreeSize, head.Checkpoint);

    private async ValueTask<CompactRange> LoadAsync(
        long size, List<AuditNode> grown, CancellationToken cancellationToken)
    {
        try
        {
            return await CompactRange.LoadAsync(
                size,
                StoredNodes.Of(store.Audit),
                (level, index, hash) => grown.Add(new AuditNode(level, index, hash)),
                cancellationToken);
        }
        catch (MerkleNodeMissingException missing)
        {
            throw checkpoints.Wrong(missing.Message);
        }
    }
}
