using System.Buffers.Binary;
using Cabinet.Application.Security;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>Seals or opens the segments of one envelope, in order. For one thread at a time.</summary>
/// <remarks>
/// The STREAM construction ("Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", Hoang,
/// Reyhanitabar, Rogaway, Vizár, 2015): a segment's nonce holds its number and whether it is the last, so segments that
/// were dropped, repeated, reordered or appended don't verify. Every message has a message key of its own, so no nonce
/// is used twice.
/// </remarks>
internal sealed class SegmentCipher
{
    /// <summary>What stands in the nonce behind its random part: the segment's number and the mark of the last.</summary>
    internal const int PositionSize = sizeof(uint) + 1;

    /// <summary>The most segments of one envelope: a terabyte of plaintext.</summary>
    internal const uint MostSegments = (uint)(IStreamProtector.MaximumPlaintextSize / SegmentSize);

    private readonly MessageKey key;
    private readonly byte[] associatedData;
    private readonly byte[] nonce;
    private uint next;
    private bool isEnded;

    /// <summary>Starts at the first segment, or for tests at a later one.</summary>
    /// <param name="key">The key that serves this message alone; whoever made it releases it.</param>
    /// <param name="header">The whole header.</param>
    /// <param name="context">What the message is bound to.</param>
    /// <param name="first">The number of the first segment.</param>
    internal SegmentCipher(MessageKey key, ReadOnlySpan<byte> header, in ContentContext context, uint first = 0)
    {
        this.key = key;
        Span<byte> bound = stackalloc byte[AssociatedData.MaximumSize];
        associatedData = bound[..AssociatedData.Write(header, context, bound)].ToArray();
        nonce = header[NonceOffset..].ToArray();
        next = first;
    }

    /// <summary>Writes a new header for a message under the key.</summary>
    internal static void WriteHeader(MessageKey key, ISecureRandom random, Span<byte> header)
    {
        key.Prefix.CopyTo(header);
        random.Fill(header[NonceOffset..^PositionSize]);
        header[^PositionSize..].Clear();
    }

    internal void Seal(ReadOnlySpan<byte> segment, bool isLast, Span<byte> destination)
    {
        MoveTo(isLast);
        this.key.Cipher.Seal(nonce, associatedData, segment, destination);
    }

    /// <summary>False when the segment isn't the one that comes next; then the message is refused whole.</summary>
    internal bool TryOpen(ReadOnlySpan<byte> sealedSegment, bool isLast, Span<byte> destination)
    {
        MoveTo(isLast);
        return this.key.Cipher.TryOpen(nonce, associatedData, sealedSegment, destination);
    }

    private void MoveTo(bool isLast)
    {
        // A number that came twice would be a nonce that came twice, so this holds whatever the caller counted.
        if (isEnded || next >= MostSegments)
        {
            throw new InvalidOperationException("The envelope has no further segment.");
        }

        BinaryPrimitives.WriteUInt32BigEndian(nonce.AsSpan(nonce.Length - PositionSize), next++);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
        isEnded = isLast;
    }
}
