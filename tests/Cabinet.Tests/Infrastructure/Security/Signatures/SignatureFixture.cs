using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Digests;
using Cabinet.Infrastructure.Security.Signatures.Keys;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Security.Signatures;

/// <summary>A signer and a verifier with a key of each algorithm, and a clock that stands still.</summary>
internal sealed class SignatureFixture
{
    internal const string KeyId = "key-1";

    internal static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    private static readonly SignatureKeys Import = new();

    internal FakeTimeProvider Clock { get; } = new(Now);

    internal MessageSigner Signer { get; } = new();

    internal MessageVerifier Verifier => new(Clock);

    internal static ISigningKey Ed25519Key { get; } = Import.ImportSigningKey(SignatureAlgorithm.Ed25519, Seed);

    internal static ISigningKey SharedKey { get; } = Import.ImportSigningKey(SignatureAlgorithm.HmacSha256, Seed);

    internal static ISigningKey EcdsaKey { get; } = Import.ImportSigningKey(SignatureAlgorithm.EcdsaP256Sha256, Seed);

    internal VerificationPolicy Policy { get; init; } = new() { Keys = Finds(Ed25519Key) };

    private static byte[] Seed => [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    /// <summary>A lookup that knows one key, of the algorithm of a signing key and made of the same bytes.</summary>
    internal static VerificationKeyLookup Finds(ISigningKey signing)
    {
        var key = PublicKeyOf(signing.Algorithm);
        return (keyId, _) => ValueTask.FromResult(keyId == KeyId ? key : null);
    }

    internal static IVerificationKey PublicKeyOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Ed25519 => Import.ImportVerificationKey(algorithm, Ed25519PublicKey()),
        SignatureAlgorithm.EcdsaP256Sha256 => Import.ImportVerificationKey(algorithm, EcdsaPublicKey()),
        _ => Import.ImportVerificationKey(algorithm, Seed),
    };

    internal static SignatureMessage Request(string content = "{\"a\":1}")
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var request = SignatureMessage.ForRequest("POST", "https", "api.example.com", "/orders/7", "page=2&sort=name")
            .WithField("Host", "api.example.com")
            .WithField("Content-Type", "application/json");
        return bytes.Length == 0
            ? request
            : request.WithField("Content-Digest", new DigestFields().Compute(bytes, DigestAlgorithms.Sha256))
                with { Content = bytes };
    }

    internal static SigningParameters Parameters(params ComponentIdentifier[] more) => new()
    {
        Components = [.. VerificationPolicy.RequestComponents, ComponentIdentifier.ContentDigest, .. more],
        KeyId = KeyId,
        Created = Now,
        Nonce = "bm9uY2Utbm9uY2Utbm9uY2U",
    };

    internal SignatureMessage Sign(
        SignatureMessage? message = null, SigningParameters? parameters = null, ISigningKey? key = null)
    {
        var unsigned = message ?? Request();
        return unsigned.WithSignature(Signer.Sign(unsigned, parameters ?? Parameters(), key ?? Ed25519Key));
    }

    /// <summary>Signs what the signer wouldn't: any text as Signature-Input, over a base that the caller gives.</summary>
    internal static SignatureMessage Forge(SignatureMessage message, string input, string signatureBase) => message
        .WithField("Signature-Input", input)
        .WithField("Signature", $"sig=:{Convert.ToBase64String(Ed25519Key.Sign(Encoding.ASCII.GetBytes(signatureBase)))}:");

    internal ValueTask<VerificationResult> VerifyAsync(SignatureMessage message, VerificationPolicy? policy = null) =>
        Verifier.VerifyAsync(message, policy ?? Policy, TestContext.Current.CancellationToken);

    internal async Task<VerificationResult.Verified> AcceptAsync(
        SignatureMessage message, VerificationPolicy? policy = null) =>
        Assert.IsType<VerificationResult.Verified>(await VerifyAsync(message, policy));

    internal async Task RefuseAsync(
        SignatureRefusal reason, SignatureMessage message, VerificationPolicy? policy = null)
    {
        var refused = Assert.IsType<VerificationResult.Refused>(await VerifyAsync(message, policy));
        Assert.Equal(reason, refused.Reason);
    }

    private static byte[] Ed25519PublicKey()
    {
        using var key = NSec.Cryptography.Key.Import(
            NSec.Cryptography.SignatureAlgorithm.Ed25519, Seed, NSec.Cryptography.KeyBlobFormat.RawPrivateKey);
        return key.PublicKey.Export(NSec.Cryptography.KeyBlobFormat.RawPublicKey);
    }

    private static byte[] EcdsaPublicKey()
    {
        using var key = EcdsaP256.ImportPrivate(Seed)!;
        return key.ExportSubjectPublicKeyInfo();
    }
}
