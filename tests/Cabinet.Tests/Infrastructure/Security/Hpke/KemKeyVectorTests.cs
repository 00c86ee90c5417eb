using Cabinet.Application.Security.Hpke;
using Cabinet.Infrastructure.Security.Hpke;

namespace Cabinet.Tests.Infrastructure.Security.Hpke;

/// <summary>Project Wycheproof's vectors for the two groups.</summary>
public sealed class KemKeyVectorTests(ITestOutputHelper output)
{
    [Fact]
    public void X25519_gives_the_vectors_secrets_and_refuses_those_that_are_zero()
    {
        var agreed = 0;
        var refused = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var acceptable = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var test in SharedVectors.Tests("wycheproof/x25519_test.json"))
        {
            var flags = string.Join('+', test.Flags());
            var expected = test.Hex("shared");
            using var key = KemKey.TryImport(HpkeKem.X25519HkdfSha256, test.Hex("private"))!;
            var secret = new byte[KemKey.SecretSize];
            var isAgreed = key.TryAgree(test.Hex("public"), secret);

            Assert.Equal(expected, secret);
            Assert.Equal(expected.AsSpan().ContainsAnyExcept((byte)0), isAgreed);
            agreed += isAgreed ? 1 : 0;
            Count(isAgreed ? acceptable : refused, flags, test.Result() != "valid");
        }

        output.WriteLine($"x25519: 518 run, {agreed} agreed, {518 - agreed} refused");
        Write("  acceptable, agreed", acceptable);
        Write("  acceptable, refused", refused);
        Assert.Equal(518 - 31, agreed);
        Assert.All(refused.Keys, flags => Assert.Contains("ZeroSharedSecret", flags, StringComparison.Ordinal));
        Assert.Equal(31, refused.Values.Sum());
        Assert.Equal(254 - 31, acceptable.Values.Sum());
    }

    [Fact]
    public void P256_gives_the_vectors_secrets_and_refuses_what_is_no_uncompressed_point_of_the_curve()
    {
        var agreed = 0;
        var refused = 0;
        foreach (var test in SharedVectors.Tests("wycheproof/ecdh_secp256r1_ecpoint_test.json"))
        {
            var text = test.GetProperty("private").GetString()!;
            var number = Convert.FromHexString(text.Length % 2 == 0 ? text : "0" + text).AsSpan().TrimStart((byte)0);
            var privateKey = new byte[KemKey.SecretSize];
            number.CopyTo(privateKey.AsSpan(privateKey.Length - number.Length));
            using var key = KemKey.TryImport(HpkeKem.P256HkdfSha256, privateKey)!;
            var secret = new byte[KemKey.SecretSize];
            var isAgreed = key.TryAgree(test.Hex("public"), secret);

            // The one acceptable vector is a compressed point, which RFC 9180 doesn't send: refused.
            Assert.Equal(test.Result() == "valid", isAgreed);
            Assert.Equal(isAgreed ? test.Hex("shared") : new byte[KemKey.SecretSize], secret);
            agreed += isAgreed ? 1 : 0;
            refused += isAgreed ? 0 : 1;
        }

        output.WriteLine($"ecdh_secp256r1_ecpoint: 355 run, {agreed} agreed, {refused} refused (1 acceptable)");
        Assert.Equal(330, agreed);
        Assert.Equal(25, refused);
    }

    [Fact]
    public void A_P256_coordinate_that_is_not_reduced_is_refused()
    {
        using var key = KemKey.Derive(HpkeKem.P256HkdfSha256, new byte[32]);
        var secret = new byte[KemKey.SecretSize];

        // x = 5 is on the curve; x + p names the same point in another way.
        var prime = Convert.FromHexString("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF");
        var y = Convert.FromHexString("459243B9AA581806FE913BCE99817ADE11CA503C64D9A3C533415C083248FBCC");
        byte[] canonical = [4, .. new byte[31], 5, .. y];
        var sum = new System.Numerics.BigInteger(prime, isUnsigned: true, isBigEndian: true) + 5;
        byte[] other = [4, .. sum.ToByteArray(isUnsigned: true, isBigEndian: true), .. y];

        Assert.True(key.TryAgree(canonical, secret));
        Assert.False(key.TryAgree(other, secret));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", true)]
    [InlineData("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632550", true)]
    [InlineData("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", false)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", false)]
    [InlineData("00000000000000000000000000000000000000000000000000000000000001", false)]
    public void A_P256_private_key_is_a_number_below_the_order_and_not_zero(string hex, bool isKey)
    {
        using var key = KemKey.TryImport(HpkeKem.P256HkdfSha256, Convert.FromHexString(hex));

        Assert.Equal(isKey, key is not null);
    }

    private static void Count(SortedDictionary<string, int> counts, string flags, bool isCounted)
    {
        if (isCounted)
        {
            counts[flags] = counts.GetValueOrDefault(flags) + 1;
        }
    }

    private void Write(string title, SortedDictionary<string, int> counts)
    {
        foreach (var (flags, count) in counts)
        {
            output.WriteLine($"{title}: {flags} {count}");
        }
    }
}
