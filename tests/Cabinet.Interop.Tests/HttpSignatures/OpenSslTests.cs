using System.Security.Cryptography;
using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Interop.Tests.HttpSignatures;

/// <summary>
/// The signatures that a message bears are signatures of exactly the bytes that RFC 9421 says, by openssl's word. The
/// base is written down here by hand, so that no code of ours says what it is.
/// </summary>
public sealed class OpenSslTests
{
    private const string ExpectedBase =
        "\"@method\": POST\n" +
        "\"@authority\": api.example.com\n" +
        "\"@path\": /orders/%2e%2e/7\n" +
        "\"@query\": ?dry-run\n" +
        "\"content-digest\": sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:\n" +
        "\"@signature-params\": (\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\")" +
        ";created=1750000000;nonce=\"n-0001\";keyid=\"interop-key\"";

    private readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddCabinetSecurity(_ => { })
        .BuildServiceProvider();

    [Fact]
    public async Task It_verifies_an_Ed25519_signature()
    {
        var key = InteropKey.Of(SignatureAlgorithm.Ed25519);
        using var openssl = Prepare(key, Sign(key));

        Assert.Equal((true, "Signature Verified Successfully\n"), await openssl.RunAsync(
            "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-rawin", "-in", "base", "-sigfile", "signature"));
    }

    [Fact]
    public async Task It_verifies_a_P256_signature()
    {
        var key = InteropKey.Of(SignatureAlgorithm.EcdsaP256Sha256);
        using var openssl = Prepare(key, ToDer(Sign(key)));

        Assert.Equal((true, "Verified OK\n"), await openssl.RunAsync(
            "dgst", "-sha256", "-verify", "public.pem", "-signature", "signature", "base"));
    }

    [Fact]
    public async Task It_makes_the_same_tag_of_a_shared_key()
    {
        var key = InteropKey.Of(SignatureAlgorithm.HmacSha256);
        using var openssl = Prepare(key, []);
        var (isSuccess, _) = await openssl.RunAsync(
            "dgst", "-sha256", "-mac", "HMAC", "-macopt", $"hexkey:{Convert.ToHexString(key.Private)}", "-binary",
            "-out", "tag", "base");

        Assert.True(isSuccess);
        Assert.Equal(openssl.Read("tag"), Sign(key));
    }

    private byte[] Sign(InteropKey key)
    {
        var content = Encoding.UTF8.GetBytes("{\"hello\": \"world\"}\n");
        var digest = services.GetRequiredService<IDigestFields>().Compute(content, DigestAlgorithms.Sha256);
        var message = SignatureMessage.ForRequest("POST", "https", "API.Example.com:443", "/orders/%2e%2e/7", "dry-run")
            .WithField("Content-Digest", digest) with { Content = content };
        var parameters = new SigningParameters
        {
            Components = [.. VerificationPolicy.RequestComponents, ComponentIdentifier.ContentDigest],
            KeyId = InteropKey.KeyId,
            Created = DateTimeOffset.FromUnixTimeSeconds(1_750_000_000),
            Nonce = "n-0001",
        };
        using var signing = services.GetRequiredService<ISignatureKeys>().ImportSigningKey(key.Algorithm, key.Private);
        var signature = services.GetRequiredService<IMessageSigner>().Sign(message, parameters, signing).Signature;
        return Convert.FromBase64String(signature["sig=:".Length..^1]);
    }

    private static OpenSsl Prepare(InteropKey key, byte[] signature)
    {
        var openssl = new OpenSsl();
        openssl.Write("base", Encoding.ASCII.GetBytes(ExpectedBase));
        openssl.Write("signature", signature);
        openssl.Write("public.pem", Encoding.ASCII.GetBytes(PemEncoding.WriteString("PUBLIC KEY", key.Public)));
        return openssl;
    }

    // openssl takes r and s as a DER sequence; RFC 9421 sends them one after the other.
    private static byte[] ToDer(byte[] signature)
    {
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(WithoutZeros(signature.AsSpan(0, 32)));
            writer.WriteIntegerUnsigned(WithoutZeros(signature.AsSpan(32)));
        }

        return writer.Encode();
    }

    private static ReadOnlySpan<byte> WithoutZeros(ReadOnlySpan<byte> number)
    {
        while (number.Length > 1 && number[0] == 0)
        {
            number = number[1..];
        }

        return number;
    }
}
