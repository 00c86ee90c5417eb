using System.Text.Json;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Profiles;

namespace Cabinet.Tests.Infrastructure.Security.Profiles;

/// <summary>Project Wycheproof's vectors for XChaCha20-Poly1305, through the cipher of profile 2.</summary>
public sealed class XChaCha20VectorTests(ITestOutputHelper output)
{
    private const string File = "wycheproof/xchacha20_poly1305_test.json";

    [Fact]
    public void It_seals_and_opens_what_the_vectors_say()
    {
        var groups = SharedVectors.Groups(File).ToList();
        var ours = groups.Where(IsOurs).SelectMany(TestsOf).ToList();
        foreach (var test in ours)
        {
            Check(test);
        }

        var valid = ours.Count(test => test.Result() == "valid");
        output.WriteLine($"{File}: {valid} valid, {ours.Count - valid} invalid, all as stated");
        Assert.Equal((246, 60), (valid, ours.Count - valid));
    }

    [Fact]
    public void A_nonce_of_any_other_length_can_not_be_used()
    {
        // An envelope has room for exactly 24 bytes, so that this is a bug of the caller's and no refusal.
        var others = SharedVectors.Groups(File).Where(group => !IsOurs(group)).SelectMany(TestsOf).ToList();
        foreach (var test in others)
        {
            using var cipher = SodiumAead.XChaCha20Poly1305(test.Hex("key"));
            var sealedBytes = new byte[test.Hex("msg").Length + EnvelopeFormat.TagSize];

            Assert.Equal("invalid", test.Result());
            Assert.Throws<ArgumentException>(
                () => cipher.Seal(test.Hex("iv"), test.Hex("aad"), test.Hex("msg"), sealedBytes));
        }

        output.WriteLine($"{File}: {others.Count} invalid for the length of their nonce, all refused");
        Assert.Equal(9, others.Count);
    }

    private static bool IsOurs(JsonElement group) =>
        group.GetProperty("keySize").GetInt32() == 256
        && group.GetProperty("ivSize").GetInt32() == 192
        && group.GetProperty("tagSize").GetInt32() == 128;

    private static IEnumerable<JsonElement> TestsOf(JsonElement group) =>
        group.GetProperty("tests").EnumerateArray();

    private static void Check(JsonElement test)
    {
        var nonce = test.Hex("iv");
        var associatedData = test.Hex("aad");
        var plaintext = test.Hex("msg");
        byte[] expected = [.. test.Hex("ct"), .. test.Hex("tag")];
        var isValid = test.Result() == "valid";
        using var cipher = CryptographicProfile.Find(2)!.CreateShared(test.Hex("key"));

        var opened = new byte[plaintext.Length];
        Assert.Equal(isValid, cipher.TryOpen(nonce, associatedData, expected, opened));
        Assert.Equal(isValid || plaintext.Length == 0, plaintext.AsSpan().SequenceEqual(opened));

        var ciphertext = new byte[expected.Length];
        cipher.Seal(nonce, associatedData, plaintext, ciphertext);
        Assert.Equal(isValid, ciphertext.AsSpan().SequenceEqual(expected));
    }
}
