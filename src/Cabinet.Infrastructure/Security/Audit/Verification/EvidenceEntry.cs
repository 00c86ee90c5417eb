namespace Cabinet.Infrastructure.Security.Audit.Verification;

/// <summary>An entry as it stands somewhere.</summary>
/// <param name="Index">The index that it claims.</param>
/// <param name="Id">The id that its row claims; null where there is none beside the entry's own.</param>
/// <param name="Entry">Its bytes.</param>
internal sealed record EvidenceEntry(long Index, Guid? Id, ReadOnlyMemory<byte> Entry);
