using Cabinet.Application.Security;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>Format 1: header, ciphertext, tag.</summary>
internal static class SingleEnvelope
{
    /// <summary>Seals at most <see cref="LargestSingle"/> bytes under a key that allowed the use.</summary>
    internal static byte[] Seal(
        MessageKey key, ISecureRandom random, ReadOnlySpan<byte> plaintext, in ContentContext context)
    {
        var envelope = GC.AllocateUninitializedArray<byte>(SmallestEnvelope + plaintext.Length);
        var header = envelope.AsSpan(0, HeaderSize);
        key.Prefix.CopyTo(header);
        random.Fill(header[NonceOffset..]);

        Span<byte> associatedData = stackalloc byte[AssociatedData.MaximumSize];
        var length = AssociatedData.Write(header, context, associatedData);
        key.Cipher.Seal(header[NonceOffset..], associatedData[..length], plaintext, envelope.AsSpan(HeaderSize));
        return envelope;
    }

    /// <summary>Opens an envelope whose header the key matched; null when it doesn't verify.</summary>
    internal static byte[]? TryOpen(
        MessageKey key, EnvelopeHeader header, ReadOnlySpan<byte> envelope, in ContentContext context)
    {
        Span<byte> associatedData = stackalloc byte[AssociatedData.MaximumSize];
        var length = AssociatedData.Write(header.Bytes, context, associatedData);
        var plaintext = GC.AllocateUninitializedArray<byte>(envelope.Length - SmallestEnvelope);
        return key.Cipher.TryOpen(header.Nonce, associatedData[..length], envelope[HeaderSize..], plaintext)
            ? plaintext
            : null;
    }

    /// <summary>Whether an envelope of this length can be of this format.</summary>
    internal static bool IsPossibleSize(int envelopeSize) =>
        envelopeSize is >= SmallestEnvelope and <= SmallestEnvelope + LargestSingle;
}
