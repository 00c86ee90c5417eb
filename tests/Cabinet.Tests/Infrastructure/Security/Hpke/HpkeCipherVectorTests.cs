using System.Text.Json;
using Cabinet.Application.Security.Hpke;
using Cabinet.Infrastructure.Security.Hpke;

namespace Cabinet.Tests.Infrastructure.Security.Hpke;

/// <summary>Project Wycheproof's vectors for HPKE's ciphers, through the objects that its contexts use.</summary>
public sealed class HpkeCipherVectorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(HpkeAead.ChaCha20Poly1305, "wycheproof/chacha20_poly1305_test.json", 256, 256, 60, 9)]
    [InlineData(HpkeAead.Aes256Gcm, "wycheproof/aes_gcm_test.json", 256, 39, 27, 39)]
    [InlineData(HpkeAead.Aes128Gcm, "wycheproof/aes_gcm_test.json", 128, 40, 27, 41)]
    public void They_seal_and_open_what_the_vectors_say(
        HpkeAead aead, string file, int keyBits, int valid, int forged, int otherNonces)
    {
        var counts = new Dictionary<string, int>();
        foreach (var group in SharedVectors.Groups(file).Where(group => group.Number("keySize") == keyBits))
        {
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                // HPKE's nonces have 96 bits; the code has no place for another size, so these are refused by type.
                var outcome = group.Number("ivSize") == 96 ? Check(aead, test) : "other nonce";
                counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
            }
        }

        output.WriteLine($"{aead}: {string.Join(", ", counts.Select(count => $"{count.Key} {count.Value}"))}");
        Assert.Equal(valid, counts["valid"]);
        Assert.Equal(forged, counts["forged"]);
        Assert.Equal(otherNonces, counts["other nonce"]);
    }

    private static string Check(HpkeAead aead, JsonElement test)
    {
        using var cipher = HpkeAlgorithms.CreateCipher(aead, test.Hex("key"))!;
        var nonce = test.Hex("iv");
        var plaintext = test.Hex("msg");
        byte[] expected = [.. test.Hex("ct"), .. test.Hex("tag")];
        var isValid = test.Result() == "valid";

        var opened = new byte[plaintext.Length];
        Assert.Equal(isValid, cipher.TryOpen(nonce, test.Hex("aad"), expected, opened));
        Assert.Equal(isValid || plaintext.Length == 0, plaintext.AsSpan().SequenceEqual(opened));
        var ciphertext = new byte[expected.Length];
        cipher.Seal(nonce, test.Hex("aad"), plaintext, ciphertext);
        Assert.Equal(isValid, ciphertext.AsSpan().SequenceEqual(expected));
        return isValid ? "valid" : "forged";
    }
}
