namespace Cabinet.Application.Persistence.Records;

/// <summary>An event of the audit log as it is stored.</summary>
/// <param name="Number">Its place in the order of commits, by which it is listed; it says nothing that is proven.</param>
/// <param name="Id">Its id.</param>
/// <param name="Index">Its index in the tree, from 0; null while it waits for the sequencer.</param>
/// <param name="Entry">Its bytes, which are what the tree's leaf is the hash of.</param>
public sealed record AuditEntryRecord(long Number, Guid Id, long? Index, ReadOnlyMemory<byte> Entry);
