namespace Cabinet.Infrastructure.Security.Audit.Checkpoints;

/// <summary>A signature line of a note.</summary>
/// <param name="KeyName">The name of the key.</param>
/// <param name="KeyHash">Four bytes that tell the keys of one name apart; no proof of anything.</param>
/// <param name="Signature">What the key made; its length depends on the key's kind.</param>
internal sealed record NoteSignature(string KeyName, uint KeyHash, ReadOnlyMemory<byte> Signature);
