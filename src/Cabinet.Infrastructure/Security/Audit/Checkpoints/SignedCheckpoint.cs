using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Cabinet.Infrastructure.Security.Audit.Merkle;

namespace Cabinet.Infrastructure.Security.Audit.Checkpoints;

/// <summary>A checkpoint as it was read: nothing in it is true before a signature or a comparison says so.</summary>
/// <param name="Head">What it says.</param>
/// <param name="Signed">The bytes that are signed.</param>
/// <param name="Signatures">Its signatures, by whomever.</param>
internal sealed record SignedCheckpoint(
    TreeHead Head, ReadOnlyMemory<byte> Signed, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>The longest note that is read. Sixteen signatures by keys of any kind fit (C2SP signed-note).</summary>
    internal const int MaximumBytes = 128 * 1024;

    /// <summary>The most signatures of a note.</summary>
    internal const int MaximumSignatures = 64;

    private const string SignaturePrefix = "\u2014 ";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Reads a note by C2SP tlog-checkpoint and signed-note, exactly: what isn't written as they say is refused. Never
    /// throws, whatever the bytes.
    /// </summary>
    internal static bool TryParse(ReadOnlySpan<byte> note, [NotNullWhen(true)] out SignedCheckpoint? checkpoint)
    {
        checkpoint = null;
        if (note.Length > MaximumBytes || note.IndexOfAnyInRange((byte)0, (byte)9) >= 0
            || note.IndexOfAnyInRange((byte)11, (byte)31) >= 0 || !TryDecode(note, out var text))
        {
            return false;
        }

        // The text ends with a newline, and the last empty line parts it from the signatures.
        var blank = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0 || !text.EndsWith('\n') || !TryReadHead(text[..(blank + 1)], out var head)
            || !TryReadSignatures(text[(blank + 2)..], out var signatures))
        {
            return false;
        }

        checkpoint = new SignedCheckpoint(head, Encoding.UTF8.GetBytes(text[..(blank + 1)]), signatures);
        return true;
    }

    /// <summary>Reads 32 bytes of canonical base64.</summary>
    internal static bool TryReadHash(string text, [NotNullWhen(true)] out byte[]? hash) =>
        TryReadBase64(text, out hash) && hash.Length == MerkleHash.Size;

    /// <summary>Reads a number without signs, spaces and leading zeros.</summary>
    internal static bool TryReadNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');

    /// <summary>Reads base64 of RFC 4648, section 4, as it is written in one way only.</summary>
    internal static bool TryReadBase64(string text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            bytes = null;
            return false;
        }

        // What the decoder lets pass (white space, bits beyond the end) doesn't come back the same.
        bytes = bytes[..length];
        return Convert.ToBase64String(bytes) == text;
    }

    /// <summary>Whether a key may be called that: not empty, no white space, no plus.</summary>
    internal static bool IsKeyName(string name) =>
        name.Length is > 0 and <= 1024 && !name.Any(character => char.IsWhiteSpace(character) || character == '+');

    private static bool TryDecode(ReadOnlySpan<byte> note, out string text)
    {
        text = "";
        try
        {
            text = Strict.GetString(note);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool TryReadHead(string text, [NotNullWhen(true)] out TreeHead? head)
    {
        head = null;
        var lines = text[..^1].Split('\n');
        if (lines.Length < 3 || lines.Any(line => line.Length == 0)
            || !TryReadNumber(lines[1], out var size) || !TryReadHash(lines[2], out var root))
        {
            return false;
        }

        head = new TreeHead(lines[0], size, root);
        return true;
    }

    private static bool TryReadSignatures(string text, out List<NoteSignature> signatures)
    {
        signatures = [];
        if (text.Length == 0)
        {
            return false;
        }

        foreach (var line in text[..^1].Split('\n'))
        {
            if (signatures.Count == MaximumSignatures || !TryReadSignature(line, out var signature))
            {
                return false;
            }

            signatures.Add(signature);
        }

        return true;
    }

    private static bool TryReadSignature(string line, [NotNullWhen(true)] out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith(SignaturePrefix, StringComparison.Ordinal)
            || line[SignaturePrefix.Length..].Split(' ') is not [var name, var encoded]
            || !IsKeyName(name) || !TryReadBase64(encoded, out var bytes) || bytes.Length < 5)
        {
            return false;
        }

        var hash = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);
        signature = new NoteSignature(name, hash, bytes.AsMemory(4));
        return true;
    }
}
