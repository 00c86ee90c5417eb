using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Profiles;

namespace Cabinet.Tests.Infrastructure.Security.Envelopes;

/// <summary>Nothing is decrypted under a key that the header doesn't commit to: seen by a cipher that counts.</summary>
public sealed class CommitmentFirstTests
{
    private static readonly ContentContext Context = SecurityFixture.Context;

    [Theory]
    [InlineData(1, 10)]
    [InlineData(1, EnvelopeFormat.LargestSingle + 1)]
    [InlineData(2, 10)]
    [InlineData(2, EnvelopeFormat.LargestSingle + 1)]
    public void A_wrong_commitment_makes_no_cipher_and_decrypts_nothing(int number, int size)
    {
        var profile = new CountingProfile(CryptographicProfile.Find((byte)number)!);
        var secret = Secret(profile);
        using var opener = new EnvelopeOpener(8);
        var envelope = Seal(secret, size);
        var forged = envelope.ToArray();
        forged[EnvelopeFormat.CommitmentOffset + 31] ^= 1;
        profile.Reset();

        Assert.Null(TryOpen(opener, secret, forged));
        Assert.Equal((0, 0), (profile.Ciphers, profile.Openings));

        Assert.NotNull(TryOpen(opener, secret, envelope));
        var (ciphers, openings) = (profile.Ciphers, profile.Openings);
        Assert.True(ciphers > 0 && openings > 0);

        // Now that the key is cached, it is compared all the same.
        Assert.Null(TryOpen(opener, secret, forged));
        Assert.Equal((ciphers, openings), (profile.Ciphers, profile.Openings));
    }

    private static EnvelopeSecret Secret(CryptographicProfile profile) => new(
        new KeyId(7), KeyVersion.First, profile, new SecretBytes(new byte[32]), EnvelopeUse.Content);

    private static byte[] Seal(EnvelopeSecret secret, int size)
    {
        var format = size <= EnvelopeFormat.LargestSingle
            ? EnvelopeFormat.SingleFormat
            : EnvelopeFormat.SegmentedFormat;
        var key = MessageKey.DeriveForSealing(secret, format, new byte[EnvelopeFormat.SaltSize], uses: 1);
        return format == EnvelopeFormat.SingleFormat
            ? SingleEnvelope.Seal(key, new OsSecureRandom(), new byte[size], Context)
            : SegmentedEnvelope.Seal(key, new OsSecureRandom(), new byte[size], Context);
    }

    private static byte[]? TryOpen(EnvelopeOpener opener, EnvelopeSecret secret, byte[] envelope)
    {
        Assert.True(EnvelopeHeader.TryRead(envelope, out var header));
        return opener.TryOpen(secret, header, envelope, Context);
    }

    /// <summary>A profile that counts which ciphers are made of it, and how often they are asked to open.</summary>
    private sealed class CountingProfile(CryptographicProfile profile) : CryptographicProfile
    {
        internal int Ciphers { get; private set; }

        internal int Openings { get; private set; }

        internal override byte Number => profile.Number;

        internal override int NonceSize => profile.NonceSize;

        internal void Reset() => Ciphers = Openings = 0;

        internal override IAead CreateShared(ReadOnlySpan<byte> key) => Count(profile.CreateShared(key));

        internal override IAead CreateSingleThread(ReadOnlySpan<byte> key) => Count(profile.CreateSingleThread(key));

        private CountingCipher Count(IAead cipher)
        {
            Ciphers++;
            return new CountingCipher(cipher, () => Openings++);
        }
    }

    private sealed class CountingCipher(IAead cipher, Action count) : IAead
    {
        public int NonceSize => cipher.NonceSize;

        public void Seal(
            ReadOnlySpan<byte> nonce,
            ReadOnlySpan<byte> associatedData,
            ReadOnlySpan<byte> plaintext,
            Span<byte> ciphertextAndTag) => cipher.Seal(nonce, associatedData, plaintext, ciphertextAndTag);

        public bool TryOpen(
            ReadOnlySpan<byte> nonce,
            ReadOnlySpan<byte> associatedData,
            ReadOnlySpan<byte> ciphertextAndTag,
            Span<byte> plaintext)
        {
            count();
            return cipher.TryOpen(nonce, associatedData, ciphertextAndTag, plaintext);
        }

        public void Dispose() => cipher.Dispose();
    }
}
