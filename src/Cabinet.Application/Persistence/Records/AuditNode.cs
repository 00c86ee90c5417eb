namespace Cabinet.Application.Persistence.Records;

/// <summary>The hash of a complete subtree of the audit's tree (RFC 6962).</summary>
/// <param name="Level">Its height: it covers 2 to the power of this many leaves; 0 is a leaf. At most 62.</param>
/// <param name="Index">Which of its level, from 0.</param>
/// <param name="Hash">32 bytes.</param>
public sealed record AuditNode(int Level, long Index, ReadOnlyMemory<byte> Hash);
