using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cabinet.Infrastructure.Security.Signatures.Keys;

namespace Cabinet.Infrastructure.Security.Audit.Checkpoints;

/// <summary>
/// A public key under the name by which it signs notes. Its text is a "vkey" (C2SP signed-note), which any verifier of
/// such notes takes.
/// </summary>
/// <param name="Name">The key's name: the log's origin.</param>
/// <param name="PublicKey">32 bytes, Ed25519 (RFC 8032).</param>
internal sealed record VerifierKey(string Name, ReadOnlyMemory<byte> PublicKey)
{
    private const byte Ed25519 = 1;
    private const int KeySize = 32;
    private const int MaximumCharacters = 2048;

    /// <summary>SHA-256(name, newline, 0x01, public key), of which the first four bytes.</summary>
    internal uint Hash => BinaryPrimitives.ReadUInt32BigEndian(
        SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), (byte)'\n', Ed25519, .. PublicKey.Span]));

    /// <summary>Reads a vkey; refuses one whose hash isn't its key's. Never throws.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out VerifierKey? key)
    {
        key = null;
        if (text.Length > MaximumCharacters || text.Split('+', 3) is not [var name, var hash, var encoded]
            || !SignedCheckpoint.IsKeyName(name) || !SignedCheckpoint.TryReadBase64(encoded, out var bytes)
            || bytes is not [Ed25519, .. { Length: KeySize } publicKey])
        {
            return false;
        }

        var read = new VerifierKey(name, publicKey);
        key = read.ToString() == $"{name}+{hash}+{encoded}" ? read : null;
        return key is not null;
    }

    /// <summary>Whether that line names this key.</summary>
    internal bool Is(NoteSignature signature) => signature.KeyName == Name && signature.KeyHash == Hash;

    /// <summary>Whether this key signed that text.</summary>
    internal bool Verify(ReadOnlySpan<byte> text, NoteSignature signature)
    {
        using var key = Ed25519VerificationKey.Import(PublicKey.Span);
        return key is not null && key.Verify(text, signature.Signature.Span);
    }

    /// <summary>The vkey: name, hash and key, with plus signs between them.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}+{Hash:x8}+{Convert.ToBase64String([Ed25519, .. PublicKey.Span])}");
}
