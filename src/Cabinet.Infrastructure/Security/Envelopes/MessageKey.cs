using System.Security.Cryptography;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Profiles;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>A key derived for messages: the cipher, and the envelope's prefix that names and commits to it.</summary>
/// <remarks>
/// It is counted: whoever made it holds it once, each user acquires and releases it, and the last release wipes it. So
/// a cache may drop a key while another thread works with it.
/// </remarks>
internal sealed class MessageKey
{
    private readonly byte[] prefix;
    private int holders = 1;
    private int usesLeft;

    internal MessageKey(ReadOnlySpan<byte> prefix, IAead cipher, int uses = 0)
    {
        this.prefix = prefix.ToArray();
        Cipher = cipher;
        usesLeft = uses;
    }

    internal IAead Cipher { get; }

    /// <summary>The bytes of the header of each envelope under this key.</summary>
    internal int HeaderSize => PrefixSize + Cipher.NonceSize;

    /// <summary>The envelope's bytes before the nonce.</summary>
    internal ReadOnlySpan<byte> Prefix => this.prefix;

    /// <summary>Derives a key for sealing that many messages.</summary>
    /// <param name="secret">What to derive from.</param>
    /// <param name="format">The format that the key serves.</param>
    /// <param name="salt">Random, and never used before.</param>
    /// <param name="uses">How many messages <see cref="TryTakeUse"/> allows.</param>
    internal static MessageKey DeriveForSealing(
        EnvelopeSecret secret, byte format, ReadOnlySpan<byte> salt, int uses)
    {
        Span<byte> prefix = stackalloc byte[PrefixSize];
        EnvelopeHeader.WriteIdentity(prefix, format, secret.Profile.Number, secret.KeyId, secret.Version);
        salt.CopyTo(prefix[SaltOffset..]);
        Span<byte> derived = stackalloc byte[CipherKeySize + CommitmentSize];
        try
        {
            secret.Derive(prefix[..IdentitySize], salt, derived);
            derived[CipherKeySize..].CopyTo(prefix[CommitmentOffset..]);
            return new MessageKey(prefix, CreateCipher(secret.Profile, format, derived[..CipherKeySize]), uses);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <summary>
    /// Derives the key that the header names, or null when the header's commitment isn't that key's: then nothing may
    /// be
    /// decrypted.
    /// </summary>
    internal static MessageKey? DeriveForOpening(EnvelopeSecret secret, EnvelopeHeader header)
    {
        Span<byte> derived = stackalloc byte[CipherKeySize + CommitmentSize];
        try
        {
            secret.Derive(header.Prefix[..IdentitySize], header.Salt, derived);
            return CryptographicOperations.FixedTimeEquals(
                derived[CipherKeySize..], header.Prefix[CommitmentOffset..])
                ? new MessageKey(
                    header.Prefix, CreateCipher(secret.Profile, header.Format, derived[..CipherKeySize]))
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <summary>
    /// Whether the header names this key and commits to it; the commitment is compared in constant time.
    /// </summary>
    internal bool Matches(EnvelopeHeader header) =>
        Prefix[..CommitmentOffset].SequenceEqual(header.Prefix[..CommitmentOffset])
        && CryptographicOperations.FixedTimeEquals(Prefix[CommitmentOffset..], header.Prefix[CommitmentOffset..]);

    /// <summary>Acquires the key, unless it was wiped already.</summary>
    internal bool TryAcquire()
    {
        var holders = Volatile.Read(ref this.holders);
        while (holders > 0)
        {
            var seen = Interlocked.CompareExchange(ref this.holders, holders + 1, holders);
            if (seen == holders)
            {
                return true;
            }

            holders = seen;
        }

        return false;
    }

    /// <summary>Ends one holding; the last one wipes the key.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref this.holders) == 0)
        {
            Cipher.Dispose();
        }
    }

    /// <summary>Takes one of the messages that the key may seal; false when there is none left.</summary>
    internal bool TryTakeUse() => Volatile.Read(ref usesLeft) > 0 && Interlocked.Decrement(ref usesLeft) >= 0;

    /// <summary>Only single envelopes share a key among messages and threads.</summary>
    private static IAead CreateCipher(CryptographicProfile profile, byte format, ReadOnlySpan<byte> key) =>
        format == SingleFormat ? profile.CreateShared(key) : profile.CreateSingleThread(key);
}
