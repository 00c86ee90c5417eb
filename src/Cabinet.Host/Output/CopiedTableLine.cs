namespace Cabinet.Host.Output;

/// <summary>A table that was copied, as it is on both sides.</summary>
internal sealed record CopiedTableLine(
    string Table, long Rows, long CopiedRows, string Digest, string CopiedDigest, bool Same);
