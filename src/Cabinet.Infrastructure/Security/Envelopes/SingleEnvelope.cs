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
        var headerSize = key.HeaderSize;
        var envelope = GC.AllocateUninitializedArray<byte>(headerSize + plaintext.Length + TagSize);
        var header = envelope.AsSpan(0, headerSize);
        key.Prefix.CopyTo(header);
        random.Fill(header[NonceOffset..]);

        Span<byte> associatedData = stackalloc byte[AssociatedData.MaximumSize];
        var length = AssociatedData.Write(header, context, associatedData);
        key.Cipher.Seal(header[NonceOffset..], associatedData[..length], plaintext, envelope.AsSpan(headerSize));
        return envelope;
    }

    /// <summary>Opens an envelope whose header the key matched; null when it doesn't verify.</summary>
    internal static byte[]? TryOpen(
        MessageKey key, EnvelopeHeader header, ReadOnlySpan<byte> envelope, in ContentContext context)
    {
        Span<byte> associatedData = stackalloc byte[AssociatedData.MaximumSize];
        var length = AssociatedData.Write(header.Bytes, context, associatedData);
        var body = envelope[header.Bytes.Length..];
        var plaintext = GC.AllocateUninitializedArray<byte>(body.Length - TagSize);
        return key.Cipher.TryOpen(header.Nonce, associatedData[..length], body, plaintext) ? plaintext : null;
    }

    /// <summary>Whether a body of this length can be of this format.</summary>
    internal static bool IsPossibleBody(int size) => size is >= TagSize and <= LargestSingle + TagSize;
}
