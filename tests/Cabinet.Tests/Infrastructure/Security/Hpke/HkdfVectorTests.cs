using System.Security.Cryptography;

namespace Cabinet.Tests.Infrastructure.Security.Hpke;

/// <summary>Project Wycheproof's vectors for the key derivation that HPKE builds on, called as it calls it.</summary>
public sealed class HkdfVectorTests(ITestOutputHelper output)
{
    [Fact]
    public void Extract_and_expand_give_what_the_vectors_say_and_refuse_more_than_255_digests()
    {
        var valid = 0;
        var refused = 0;
        foreach (var test in SharedVectors.Tests("wycheproof/hkdf_sha256_test.json"))
        {
            var extracted = new byte[SHA256.HashSizeInBytes];
            HKDF.Extract(HashAlgorithmName.SHA256, test.Hex("ikm"), test.Hex("salt"), extracted);
            var expanded = new byte[test.Number("size")];
            if (test.Result() == "valid")
            {
                HKDF.Expand(HashAlgorithmName.SHA256, extracted, expanded, test.Hex("info"));
                Assert.Equal(test.Hex("okm"), expanded);
                valid++;
            }
            else
            {
                Assert.ThrowsAny<ArgumentException>(
                    () => HKDF.Expand(HashAlgorithmName.SHA256, extracted, expanded, test.Hex("info")));
                refused++;
            }
        }

        output.WriteLine($"hkdf_sha256: {valid + refused} run, {valid} valid, {refused} refused (SizeTooLarge)");
        Assert.Equal((83, 3), (valid, refused));
    }
}
