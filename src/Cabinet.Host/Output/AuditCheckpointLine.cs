namespace Cabinet.Host.Output;

/// <summary>The newest checkpoint, and the keys that the store says its checkpoints are signed with.</summary>
internal sealed record AuditCheckpointLine(long TreeSize, string Checkpoint, IReadOnlyList<string> VerifierKeys);
