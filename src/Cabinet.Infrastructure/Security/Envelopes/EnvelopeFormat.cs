using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>
/// The envelope's layout, as docs/security/envelope.md describes it byte by byte. It is stored: it never changes.
/// </summary>
internal static class EnvelopeFormat
{
    /// <summary>The whole plaintext under one tag.</summary>
    internal const byte SingleFormat = 1;

    /// <summary>Plaintext longer than <see cref="LargestSingle"/>, in segments of <see cref="SegmentSize"/>.</summary>
    internal const byte SegmentedFormat = 2;

    /// <summary>
    /// As long as a segment. The bounds of a message key allow it: with 2^16 messages of 2^12 blocks it encrypts 2^28
    /// blocks, which tell AES from a random function with a probability of 2^-73, far below that of a repeated nonce.
    /// </summary>
    internal const int LargestSingle = SegmentSize;

    /// <summary>The longest single plaintext before segments: a segmented envelope always holds more.</summary>
    internal const int LargestSingleOnce = 16 * 1024;

    internal const int SegmentSize = 64 * 1024;

    internal const int SaltSize = 24;
    internal const int CommitmentSize = 32;
    internal const int LargestNonceSize = 24;
    internal const int TagSize = 16;
    internal const int CipherKeySize = 32;

    internal const int FormatOffset = 4;
    internal const int ProfileOffset = 5;
    internal const int KeyIdOffset = 6;
    internal const int KeyVersionOffset = KeyIdOffset + KeyId.Size;

    /// <summary>What stands before the salt, and goes into the derivation of the message key.</summary>
    internal const int IdentitySize = KeyVersionOffset + sizeof(int);

    internal const int SaltOffset = IdentitySize;
    internal const int CommitmentOffset = SaltOffset + SaltSize;

    /// <summary>What stands before the nonce, and is the same for every message under one message key.</summary>
    internal const int PrefixSize = CommitmentOffset + CommitmentSize;

    internal const int NonceOffset = PrefixSize;

    /// <summary>The longest header of any profile.</summary>
    internal const int LargestHeader = NonceOffset + LargestNonceSize;

    /// <summary>The first bytes of every envelope.</summary>
    internal static ReadOnlySpan<byte> Magic => [0xCA, 0xB1, 0x4E, 0x7E];
}
