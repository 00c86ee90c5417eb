using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Gives events that wait their places in the audit's tree, and keeps a signed checkpoint over all of it.</summary>
/// <remarks>
/// Refused with <see cref="Refusal.AuditMoved"/> unless the tree has exactly the expected size, and every named event
/// waits. The events get the indices from that size on, in the given order. With no events it only adds the checkpoint.
/// </remarks>
/// <param name="TreeSize">How many entries the tree has.</param>
/// <param name="Events">The ids of the events, in their order. At most 1,000.</param>
/// <param name="Nodes">The hashes of the subtrees that became complete, leaves (level 0) included.</param>
/// <param name="Checkpoint">The checkpoint over the grown tree.</param>
public sealed record SequenceAudit(
    long TreeSize,
    IReadOnlyList<Guid> Events,
    IReadOnlyList<AuditNode> Nodes,
    AuditCheckpoint Checkpoint) : WriteOperation
{
    /// <summary>Sizes only.</summary>
    public override string ToString() => $"SequenceAudit {{ TreeSize = {TreeSize}, Events = {Events.Count} }}";

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
