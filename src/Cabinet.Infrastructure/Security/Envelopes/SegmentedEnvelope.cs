using System.Buffers.Binary;
using System.Security.Cryptography;
using Cabinet.Application.Security;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>
/// Format 2: header, then segments of ciphertext and tag, all full but the last, which is marked.
/// </summary>
/// <remarks>
/// The STREAM construction ("Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", Hoang,
/// Reyhanitabar,
/// Rogaway, Vizár, 2015): a segment's nonce holds its number and whether it is the last, so segments that were dropped,
/// repeated, reordered or appended don't verify. Every message has a message key of its own, so no nonce is used twice.
/// </remarks>
internal static class SegmentedEnvelope
{
    private const int NoncePrefixSize = NonceSize - sizeof(uint) - 1;
    private const int SealedSegmentSize = SegmentSize + TagSize;

    /// <summary>Seals more than <see cref="LargestSingle"/> bytes under a key that serves this message alone.</summary>
    internal static byte[] Seal(
        MessageKey key, ISecureRandom random, ReadOnlySpan<byte> plaintext, in ContentContext context)
    {
        var segments = CountSegments(plaintext.Length, SegmentSize);
        var envelope = GC.AllocateUninitializedArray<byte>(
            HeaderSize + plaintext.Length + segments * TagSize);
        var header = envelope.AsSpan(0, HeaderSize);
        key.Prefix.CopyTo(header);
        header[NonceOffset..].Clear();
        random.Fill(header.Slice(NonceOffset, NoncePrefixSize));

        Span<byte> associatedData = stackalloc byte[AssociatedData.MaximumSize];
        associatedData = associatedData[..AssociatedData.Write(header, context, associatedData)];
        Span<byte> nonce = stackalloc byte[NonceSize];
        header[NonceOffset..].CopyTo(nonce);
        var rest = envelope.AsSpan(HeaderSize);
        for (var segment = 0; segment < segments; segment++)
        {
            var part = plaintext[..Math.Min(SegmentSize, plaintext.Length)];
            WritePosition(nonce, segment, segments);
            key.Cipher.Seal(nonce, associatedData, part, rest[..(part.Length + TagSize)]);
            plaintext = plaintext[part.Length..];
            rest = rest[(part.Length + TagSize)..];
        }

        return envelope;
    }

    /// <summary>Opens an envelope whose header the key matched; null when any of it doesn't verify.</summary>
    internal static byte[]? TryOpen(
        MessageKey key, EnvelopeHeader header, ReadOnlySpan<byte> envelope, in ContentContext context)
    {
        var rest = envelope[HeaderSize..];
        var segments = CountSegments(rest.Length, SealedSegmentSize);
        var plaintext = GC.AllocateUninitializedArray<byte>(rest.Length - segments * TagSize);

        Span<byte> associatedData = stackalloc byte[AssociatedData.MaximumSize];
        associatedData = associatedData[..AssociatedData.Write(header.Bytes, context, associatedData)];
        Span<byte> nonce = stackalloc byte[NonceSize];
        header.Nonce.CopyTo(nonce);
        var destination = plaintext.AsSpan();
        for (var segment = 0; segment < segments; segment++)
        {
            var part = rest[..Math.Min(SealedSegmentSize, rest.Length)];
            WritePosition(nonce, segment, segments);
            if (!key.Cipher.TryOpen(nonce, associatedData, part, destination[..(part.Length - TagSize)]))
            {
                // What the segments before this one held is not released: the message is whole or nothing.
                CryptographicOperations.ZeroMemory(plaintext);
                return null;
            }

            destination = destination[(part.Length - TagSize)..];
            rest = rest[part.Length..];
        }

        return plaintext;
    }

    /// <summary>
    /// Whether an envelope of this length can be of this format: longer than a single one, not longer than allowed, and
    /// its last segment neither empty nor a piece of a tag.
    /// </summary>
    internal static bool IsPossibleSize(int envelopeSize)
    {
        var body = envelopeSize - HeaderSize;
        if (body <= LargestSingle + TagSize)
        {
            return false;
        }

        var segments = CountSegments(body, SealedSegmentSize);
        return body - (segments - 1) * SealedSegmentSize > TagSize
            && body - segments * TagSize <= IContentProtector.MaximumPlaintextSize;
    }

    private static int CountSegments(int length, int segmentSize) => (length - 1) / segmentSize + 1;

    private static void WritePosition(Span<byte> nonce, int segment, int segments)
    {
        BinaryPrimitives.WriteUInt32BigEndian(nonce[NoncePrefixSize..], (uint)segment);
        nonce[^1] = segment == segments - 1 ? (byte)1 : (byte)0;
    }
}
