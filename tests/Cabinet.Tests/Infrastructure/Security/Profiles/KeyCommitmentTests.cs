using System.Text.Json;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Profiles;

namespace Cabinet.Tests.Infrastructure.Security.Profiles;

/// <summary>One ciphertext that bare AES-256-GCM opens under two keys: the envelope must not.</summary>
public sealed class KeyCommitmentTests
{
    [Fact]
    public void Bare_encryption_opens_the_collision_under_both_keys()
    {
        var collision = ReadCollision();
        foreach (var number in new[] { 1, 2 })
        {
            using var cipher = CryptographicProfile.Default.CreateShared(collision.Hex($"key{number}Hex"));
            var expected = collision.Hex($"plaintextUnderKey{number}Hex");
            var plaintext = new byte[expected.Length];

            Assert.True(cipher.TryOpen(collision.Hex("nonceHex"), [], ReadBody(collision), plaintext));
            Assert.Equal(expected, plaintext);
        }
    }

    [Fact]
    public void A_message_key_matches_only_headers_that_commit_to_it()
    {
        var collision = ReadCollision();
        using var first = CryptographicProfile.Default.CreateShared(collision.Hex("key1Hex"));
        using var second = CryptographicProfile.Default.CreateShared(collision.Hex("key2Hex"));
        var prefix = new byte[EnvelopeFormat.PrefixSize];
        EnvelopeHeader.WriteIdentity(prefix, EnvelopeFormat.SingleFormat, 1, new KeyId(1), KeyVersion.First);
        var firstKey = new MessageKey(prefix, first);
        prefix[EnvelopeFormat.CommitmentOffset] ^= 1;
        var secondKey = new MessageKey(prefix, second);
        byte[] envelope = [.. firstKey.Prefix, .. collision.Hex("nonceHex"), .. ReadBody(collision)];

        Assert.True(EnvelopeHeader.TryRead(envelope, out var header));
        Assert.True(firstKey.Matches(header));
        Assert.False(secondKey.Matches(header));
    }

    [Fact]
    public async Task The_collision_in_an_envelope_opens_under_no_version_of_a_ring()
    {
        var collision = ReadCollision();
        using var fixture = await SecurityFixture.OpenAsync();
        var envelope = fixture.Protector.Seal([1], SecurityFixture.Context);
        byte[] forged =
        [
            .. envelope.AsSpan(0, EnvelopeFormat.NonceOffset), .. collision.Hex("nonceHex"), .. ReadBody(collision),
        ];

        Assert.Same(
            OpenRefusal.Unreadable.Instance, fixture.Protector.Open(forged, SecurityFixture.Context).Refusal);
    }

    [Fact]
    public async Task A_wrong_commitment_is_refused_although_everything_else_verifies()
    {
        using var fixture = await SecurityFixture.OpenAsync();
        var secret = fixture.Ring.Current.FindSealing(KeyPurposes.Content)!.Secret;

        // Before the key is known, and again when it comes from the cache: all three have the same salt.
        foreach (var isHonest in new[] { false, true, false })
        {
            var envelope = SealWithCommitment(secret, isHonest);

            Assert.Equal(isHonest, fixture.Protector.Open(envelope, SecurityFixture.Context).IsOpened);
        }
    }

    private static byte[] SealWithCommitment(EnvelopeSecret secret, bool isHonest)
    {
        var prefix = new byte[EnvelopeFormat.PrefixSize];
        var derived = new byte[EnvelopeFormat.CipherKeySize + EnvelopeFormat.CommitmentSize];
        EnvelopeHeader.WriteIdentity(
            prefix, EnvelopeFormat.SingleFormat, secret.Profile.Number, secret.KeyId, secret.Version);
        var salt = prefix.AsSpan(EnvelopeFormat.SaltOffset, EnvelopeFormat.SaltSize);
        secret.Derive(prefix.AsSpan(0, EnvelopeFormat.IdentitySize), salt, derived);
        derived.AsSpan(EnvelopeFormat.CipherKeySize).CopyTo(prefix.AsSpan(EnvelopeFormat.CommitmentOffset));
        prefix[EnvelopeFormat.CommitmentOffset] ^= isHonest ? (byte)0 : (byte)1;
        using var cipher = secret.Profile.CreateShared(derived.AsSpan(0, EnvelopeFormat.CipherKeySize));
        return SingleEnvelope.Seal(
            new MessageKey(prefix, cipher), new OsSecureRandom(), [1, 2], SecurityFixture.Context);
    }

    private static JsonElement ReadCollision() => SharedVectors.Read("key-commitment/collisions.json")
        .EnumerateArray()
        .Single(collision => collision.GetProperty("aead").GetString() == "AES-256-GCM");

    private static byte[] ReadBody(JsonElement collision) =>
        [.. collision.Hex("ciphertextHex"), .. collision.Hex("tagHex")];
}
