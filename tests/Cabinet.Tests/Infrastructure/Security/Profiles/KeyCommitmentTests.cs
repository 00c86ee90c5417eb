using System.Text.Json;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Profiles;

namespace Cabinet.Tests.Infrastructure.Security.Profiles;

/// <summary>Ciphertexts that a bare cipher opens under two keys: an envelope never does.</summary>
public sealed class KeyCommitmentTests(ITestOutputHelper output)
{
    private const string File = "key-commitment/collisions.json";
    private const string Aes = "AES-256-GCM";
    private const string ChaCha = "ChaCha20-Poly1305";

    [Theory]
    [InlineData(Aes)]
    [InlineData(ChaCha)]
    public void The_bare_cipher_opens_the_collision_under_both_keys(string cipher)
    {
        var collision = Read(cipher);
        foreach (var number in new[] { 1, 2 })
        {
            using var bare = Create(cipher, collision.Hex($"key{number}Hex"));
            var expected = collision.Hex($"plaintextUnderKey{number}Hex");
            var plaintext = new byte[expected.Length];

            Assert.True(bare.TryOpen(collision.Hex("nonceHex"), [], Body(collision), plaintext));
            Assert.Equal(expected, plaintext);
        }

        output.WriteLine($"{File}: {cipher} opens under both keys by itself, in an envelope under neither");
        Assert.Equal(2, SharedVectors.Read(File).GetArrayLength());
    }

    [Theory]
    [InlineData(Aes)]
    [InlineData(ChaCha)]
    public void An_envelope_that_commits_to_one_of_the_two_is_matched_by_that_one_alone(string cipher)
    {
        var collision = Read(cipher);
        var first = Key(collision, cipher, 1);
        var second = Key(collision, cipher, 2);
        foreach (var (committed, other) in new[] { (first, second), (second, first) })
        {
            byte[] envelope = [.. committed.Prefix, .. collision.Hex("nonceHex"), .. Body(collision)];

            Assert.True(EnvelopeHeader.TryRead(envelope, out var header));
            Assert.True(committed.Matches(header));
            Assert.False(other.Matches(header));
        }
    }

    [Theory]
    [InlineData(Aes, 1)]
    [InlineData(ChaCha, 2)]
    public async Task In_an_envelope_it_opens_under_neither_of_two_keys_of_a_ring(string cipher, int profile)
    {
        var collision = Read(cipher);
        using var first = await SecurityFixture.OpenAsync(options: SecurityFixture.Profile(profile));
        using var second = await SecurityFixture.OpenAsync(options: SecurityFixture.Profile(profile));
        using var both = await SecurityFixture.OpenAsync(first.Store);
        first.Store.Add(second.Ring.Versions.Single(key => key.Purpose == KeyPurposes.Content) with
        {
            State = KeyState.Retired,
        });
        await both.Ring.ReloadAsync(TestContext.Current.CancellationToken);
        byte[] nonce = [.. new byte[profile == 1 ? 0 : 12], .. collision.Hex("nonceHex")];
        foreach (var owner in new[] { first, second })
        {
            var envelope = owner.Protector.Seal([1], SecurityFixture.Context);
            byte[] forged = [.. envelope.AsSpan(0, EnvelopeFormat.NonceOffset), .. nonce, .. Body(collision)];

            Assert.True(both.Protector.Open(envelope, SecurityFixture.Context).IsOpened);
            Assert.Same(
                OpenRefusal.Unreadable.Instance, both.Protector.Open(forged, SecurityFixture.Context).Refusal);
        }
    }

    /// <summary>Two keys of one name that differ in what they commit to, as two secrets' keys do.</summary>
    private static MessageKey Key(JsonElement collision, string cipher, byte number)
    {
        var prefix = new byte[EnvelopeFormat.PrefixSize];
        EnvelopeHeader.WriteIdentity(prefix, EnvelopeFormat.SingleFormat, 1, new KeyId(1), KeyVersion.First);
        prefix[^1] = number;
        return new MessageKey(prefix, Create(cipher, collision.Hex($"key{number}Hex")));
    }

    private static IAead Create(string cipher, byte[] key) =>
        cipher == Aes ? CryptographicProfile.AesGcm.CreateShared(key) : SodiumAead.ChaCha20Poly1305(key);

    private static JsonElement Read(string cipher) => SharedVectors.Read(File)
        .EnumerateArray()
        .Single(collision => collision.GetProperty("aead").GetString() == cipher);

    private static byte[] Body(JsonElement collision) =>
        [.. collision.Hex("ciphertextHex"), .. collision.Hex("tagHex")];
}
