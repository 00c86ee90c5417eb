namespace Cabinet.Application.Integrations.Photos;

/// <summary>A photograph as it was received, not to be trusted.</summary>
/// <param name="Content">The file's bytes. The format is told from them, not from a name or a declared type. They must
/// not change while a call uses them.</param>
public sealed record PhotoSource(ReadOnlyMemory<byte> Content);
