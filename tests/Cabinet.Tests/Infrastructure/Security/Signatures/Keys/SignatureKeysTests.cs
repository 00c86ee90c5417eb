using System.Security.Cryptography;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Keys;

namespace Cabinet.Tests.Infrastructure.Security.Signatures.Keys;

public sealed class SignatureKeysTests
{
    private static readonly byte[] Data = [1, 2, 3];
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    private readonly SignatureKeys keys = new();

    public static TheoryData<SignatureAlgorithm> Algorithms =>
        [SignatureAlgorithm.Ed25519, SignatureAlgorithm.EcdsaP256Sha256, SignatureAlgorithm.HmacSha256];

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_key_serves_one_algorithm_and_never_prints_its_bytes(SignatureAlgorithm algorithm)
    {
        using var signing = keys.ImportSigningKey(algorithm, Secret);
        using var verification = SignatureFixture.PublicKeyOf(algorithm);

        Assert.Equal(algorithm, signing.Algorithm);
        Assert.Equal(algorithm, verification.Algorithm);
        Assert.Equal(signing.GetType().Name, signing.ToString());
        Assert.Equal(verification.GetType().Name, verification.ToString());
        var signature = signing.Sign(Data);
        Assert.True(verification.Verify(Data, signature));
        Assert.False(verification.Verify([1, 2, 4], signature));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_key_that_was_disposed_signs_no_more(SignatureAlgorithm algorithm)
    {
        var signing = keys.ImportSigningKey(algorithm, Secret);
        signing.Sign(Data);
        signing.Dispose();

        Assert.Throws<ObjectDisposedException>(() => signing.Sign(Data));
    }

    [Theory]
    [InlineData(SignatureAlgorithm.Ed25519, 0, "32 bytes")]
    [InlineData(SignatureAlgorithm.Ed25519, 31, "32 bytes")]
    [InlineData(SignatureAlgorithm.Ed25519, 64, "32 bytes")]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256, 31, "32 bytes")]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256, 65, "32 bytes")]
    [InlineData(SignatureAlgorithm.HmacSha256, 31, "32 to 1024 bytes")]
    [InlineData(SignatureAlgorithm.HmacSha256, 1025, "32 to 1024 bytes")]
    [InlineData(SignatureAlgorithm.None, 32, "no such algorithm")]
    public void Bytes_that_are_no_private_key_are_refused_with_what_would_be_one(
        SignatureAlgorithm algorithm, int length, string expected)
    {
        var exception = Assert.Throws<ArgumentException>(() => keys.ImportSigningKey(algorithm, Of(length)));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("7, 7, 7", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SignatureAlgorithm.Ed25519, 31, "32 bytes")]
    [InlineData(SignatureAlgorithm.Ed25519, 33, "32 bytes")]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256, 64, "65 bytes")]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256, 33, "65 bytes")]
    [InlineData(SignatureAlgorithm.HmacSha256, 31, "32 to 1024 bytes")]
    [InlineData(SignatureAlgorithm.None, 32, "no such algorithm")]
    public void Bytes_that_are_no_public_key_are_refused_with_what_would_be_one(
        SignatureAlgorithm algorithm, int length, string expected) => Assert.Contains(
        expected,
        Assert.Throws<ArgumentException>(() => keys.ImportVerificationKey(algorithm, Of(length))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_point_that_isnt_on_the_curve_and_a_scalar_out_of_range_are_no_keys()
    {
        byte[] point = [4, .. Of(64)];

        Assert.Throws<ArgumentException>(() => keys.ImportVerificationKey(SignatureAlgorithm.EcdsaP256Sha256, point));
        Assert.Throws<ArgumentException>(
            () => keys.ImportSigningKey(SignatureAlgorithm.EcdsaP256Sha256, new byte[32]));
        Assert.Throws<ArgumentException>(() => keys.ImportSigningKey(
            SignatureAlgorithm.EcdsaP256Sha256, Enumerable.Repeat((byte)0xFF, 32).ToArray()));
    }

    [Fact]
    public void Keys_of_another_curve_or_with_bytes_behind_them_are_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var right = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        const SignatureAlgorithm P256 = SignatureAlgorithm.EcdsaP256Sha256;

        Assert.Throws<ArgumentException>(() => keys.ImportSigningKey(P256, other.ExportPkcs8PrivateKey()));
        Assert.Throws<ArgumentException>(() => keys.ImportVerificationKey(P256, other.ExportSubjectPublicKeyInfo()));
        Assert.Throws<ArgumentException>(
            () => keys.ImportVerificationKey(P256, [.. right.ExportSubjectPublicKeyInfo(), 0]));
        Assert.Throws<ArgumentException>(() => keys.ImportSigningKey(P256, [.. right.ExportPkcs8PrivateKey(), 0]));
    }

    [Fact]
    public void A_P256_key_means_the_same_in_every_form()
    {
        using var source = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = source.ExportParameters(true);
        const SignatureAlgorithm P256 = SignatureAlgorithm.EcdsaP256Sha256;
        using var scalar = keys.ImportSigningKey(P256, parameters.D);
        using var pkcs8 = keys.ImportSigningKey(P256, source.ExportPkcs8PrivateKey());
        using var point = keys.ImportVerificationKey(P256, [4, .. parameters.Q.X!, .. parameters.Q.Y!]);
        using var info = keys.ImportVerificationKey(P256, source.ExportSubjectPublicKeyInfo());

        Assert.All([scalar, pkcs8], key =>
        {
            var signature = key.Sign(Data);
            Assert.Equal(64, signature.Length);
            Assert.True(point.Verify(Data, signature));
            Assert.True(info.Verify(Data, signature));
        });
    }

    [Fact]
    public void Both_values_of_s_verify_so_no_signature_is_an_identity()
    {
        var order = System.Numerics.BigInteger.Parse(
            "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
            System.Globalization.NumberStyles.AllowHexSpecifier,
            null);
        var signature = SignatureFixture.EcdsaKey.Sign(Data);
        var s = new System.Numerics.BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        var other = (order - s).ToByteArray(isUnsigned: true, isBigEndian: true);
        var mirrored = signature.AsSpan(0, 32).ToArray().Concat(new byte[32 - other.Length]).Concat(other).ToArray();
        using var key = SignatureFixture.PublicKeyOf(SignatureAlgorithm.EcdsaP256Sha256);

        Assert.True(key.Verify(Data, signature));
        Assert.True(key.Verify(Data, mirrored));
        Assert.NotEqual(signature, mirrored);
    }

    [Fact]
    public void One_P256_key_serves_many_threads()
    {
        using var verification = SignatureFixture.PublicKeyOf(SignatureAlgorithm.EcdsaP256Sha256);
        var failures = 0;
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
        {
            var data = BitConverter.GetBytes(number);
            if (!verification.Verify(data, SignatureFixture.EcdsaKey.Sign(data)))
            {
                Interlocked.Increment(ref failures);
            }
        });

        Assert.Equal(0, failures);
    }

    private static byte[] Of(int length) => [.. Enumerable.Repeat((byte)7, length)];
}
