using System.Text.Json;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Envelopes;
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

    private static JsonElement ReadCollision() => SharedVectors.Read("key-commitment/collisions.json")
        .EnumerateArray()
        .Single(collision => collision.GetProperty("aead").GetString() == "AES-256-GCM");

    private static byte[] ReadBody(JsonElement collision) =>
        [.. collision.Hex("ciphertextHex"), .. collision.Hex("tagHex")];
}
