namespace Cabinet.Application.Security.Audit;

/// <summary>A checkpoint that was kept where whoever can change the log can't.</summary>
/// <param name="Source">Where it comes from, for messages: a file's name.</param>
/// <param name="Note">Its bytes.</param>
public sealed record HeldCheckpoint(string Source, ReadOnlyMemory<byte> Note);
