namespace Cabinet.Application.Persistence.Records;

/// <summary>A signed statement about the audit's tree.</summary>
/// <param name="TreeSize">How many entries it covers.</param>
/// <param name="Note">The signed note (C2SP tlog-checkpoint), as text of at most 4,096 characters.</param>
/// <param name="At">When it was signed (UTC, to the millisecond).</param>
public sealed record AuditCheckpoint(long TreeSize, string Note, DateTimeOffset At);
