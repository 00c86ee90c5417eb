using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures;
using Cabinet.Infrastructure.Security.Signatures.Components;
using Cabinet.Infrastructure.Security.Signatures.Digests;
using Cabinet.Infrastructure.Security.Signatures.Keys;
using Cabinet.Infrastructure.Security.StructuredFields;
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

    /// <summary>
    /// Signs what the signer wouldn't: any member of Signature-Input, over the base that it describes. So what is amiss
    /// with it is the only thing that a verifier can refuse it for.
    /// </summary>
    internal static SignatureMessage Forge(
        string input, SignatureMessage? message = null, string label = "sig", ISigningKey? key = null)
    {
        var unsigned = message ?? Request();
        Assert.True(StructuredFieldParser.TryParseDictionary($"{label}={input}", out var dictionary));
        var list = (StructuredInnerList)dictionary.Members[0].Value;
        var types = new StructuredFieldTypes(new Dictionary<string, StructuredFieldType>());
        var lines = list.Items.Select(item => $"{StructuredFieldSerializer.Write(item)}: " +
            (CoveredComponent.TryRead(item, out var component) &&
                ComponentValues.TryGet(unsigned, component.Identifier, types, out var value) ? value : ""));
        var signatureBase = string.Join(
            '\n', [.. lines, $"\"@signature-params\": {StructuredFieldSerializer.Write(list)}"]);
        var signature = (key ?? Ed25519Key).Sign(Encoding.ASCII.GetBytes(signatureBase));
        return unsigned.WithSignature(new MessageSignature(
            label, $"{label}={input}", $"{label}=:{Convert.ToBase64String(signature)}:"));
    }

    /// <summary>The parameters that the default policy asks for, as they are written.</summary>
    internal static string Stated(string more = "", DateTimeOffset? created = null) =>
        $";created={(created ?? Now).ToUnixTimeSeconds()};nonce=\"n-1\";keyid=\"{KeyId}\"{more}";

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

    internal static byte[] Ed25519PublicKey()
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
