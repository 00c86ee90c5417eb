namespace Cabinet.Application.Persistence.Records;

/// <summary>How far the audit log is.</summary>
/// <param name="TreeSize">How many entries have a place in the tree.</param>
/// <param name="Waiting">How many wait for the sequencer.</param>
/// <param name="Checkpoint">The newest checkpoint; null before the first.</param>
public sealed record AuditHead(long TreeSize, long Waiting, AuditCheckpoint? Checkpoint);
