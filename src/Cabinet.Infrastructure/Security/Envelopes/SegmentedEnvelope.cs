using System.Security.Cryptography;
using Cabinet.Application.Security;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>
/// Format 2: header, then segments of ciphertext and tag, all full but the last, which is marked
/// (<see cref="SegmentCipher"/>).
/// </summary>
internal static class SegmentedEnvelope
{
    internal const int SealedSegmentSize = SegmentSize + TagSize;

    /// <summary>Seals more than <see cref="LargestSingle"/> bytes under a key that serves this message alone.</summary>
    internal static byte[] Seal(
        MessageKey key, ISecureRandom random, ReadOnlySpan<byte> plaintext, in ContentContext context)
    {
        var segments = CountSegments(plaintext.Length, SegmentSize);
        var envelope = GC.AllocateUninitializedArray<byte>(key.HeaderSize + plaintext.Length + segments * TagSize);
        var header = envelope.AsSpan(0, key.HeaderSize);
        SegmentCipher.WriteHeader(key, random, header);

        var cipher = new SegmentCipher(key, header, context);
        var rest = envelope.AsSpan(key.HeaderSize);
        for (var segment = 1; segment <= segments; segment++)
        {
            var part = plaintext[..Math.Min(SegmentSize, plaintext.Length)];
            cipher.Seal(part, isLast: segment == segments, rest[..(part.Length + TagSize)]);
            plaintext = plaintext[part.Length..];
            rest = rest[(part.Length + TagSize)..];
        }

        return envelope;
    }

    /// <summary>Opens an envelope whose header the key matched; null when any of it doesn't verify.</summary>
    internal static byte[]? TryOpen(
        MessageKey key, EnvelopeHeader header, ReadOnlySpan<byte> envelope, in ContentContext context)
    {
        var rest = envelope[header.Bytes.Length..];
        var segments = CountSegments(rest.Length, SealedSegmentSize);
        var plaintext = GC.AllocateUninitializedArray<byte>(rest.Length - segments * TagSize);

        var cipher = new SegmentCipher(key, header.Bytes, context);
        var destination = plaintext.AsSpan();
        for (var segment = 1; segment <= segments; segment++)
        {
            var part = rest[..Math.Min(SealedSegmentSize, rest.Length)];
            if (!cipher.TryOpen(part, isLast: segment == segments, destination[..(part.Length - TagSize)]))
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
    /// Whether a body of this length can be of this format: longer than a single one ever was, not longer than allowed,
    /// and its last segment neither empty nor a piece of a tag.
    /// </summary>
    internal static bool IsPossibleBody(int size)
    {
        if (size <= LargestSingleOnce + TagSize)
        {
            return false;
        }

        var segments = CountSegments(size, SealedSegmentSize);
        return size - (segments - 1) * SealedSegmentSize > TagSize
            && size - segments * TagSize <= IContentProtector.MaximumPlaintextSize;
    }

    private static int CountSegments(int length, int segmentSize) => (length - 1) / segmentSize + 1;
}
