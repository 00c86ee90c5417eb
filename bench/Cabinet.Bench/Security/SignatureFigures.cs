using System.Text;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Signatures;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;
using NSec.Cryptography;
using Ed25519 = NSec.Cryptography.SignatureAlgorithm;
using SignatureAlgorithm = Cabinet.Application.Security.Signatures.SignatureAlgorithm;

namespace Cabinet.Bench.Security;

/// <summary>Signing and verifying by Ed25519: the ring's keys and HTTP messages, beside NSec's bare call.</summary>
internal static class SignatureFigures
{
    private const string KeyName = "measured";

    private static readonly byte[] Data = new byte[300];
    private static readonly byte[] Seed = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    public static IEnumerable<Benchmark> All =>
    [
        Beside("sign-ring", "nsec-sign", BareSign, SignByRing),
        Beside("sign-http", "nsec-sign", BareSign, SignMessage),
        Beside("verify-http", "nsec-verify", BareVerify, VerifyMessage),
    ];

    private static Benchmark Beside(
        string figure, string limit, Func<Action> makeBare, Func<IServiceProvider, Action> make) => new(
        figure,
        "us",
        limit,
        async (folder, cancellation) =>
        {
            await using var services = await OpenSecurity.OpenAsync(folder, SealingProfile.Automatic, cancellation);
            return OperationTimer.Microseconds(make(services));
        })
        {
            MeasureLimitAsync = (_, _) => Task.FromResult(OperationTimer.Microseconds(makeBare())),
        };

    private static Action BareSign()
    {
        var key = Key.Create(Ed25519.Ed25519);
        return () => Ed25519.Ed25519.Sign(key, Data);
    }

    private static Action BareVerify()
    {
        var key = Key.Create(Ed25519.Ed25519);
        var signature = Ed25519.Ed25519.Sign(key, Data);
        return () => Ed25519.Ed25519.Verify(key.PublicKey, Data, signature);
    }

    private static Action SignByRing(IServiceProvider services)
    {
        var keys = services.GetRequiredService<ISigningKeys>();
        return () => keys.Sign(KeyPurposes.AuditCheckpoint, "", Data);
    }

    private static Action SignMessage(IServiceProvider services)
    {
        var signer = services.GetRequiredService<IMessageSigner>();
        var key = services.GetRequiredService<ISignatureKeys>().ImportSigningKey(SignatureAlgorithm.Ed25519, Seed);
        var (message, parameters) = (MakeMessage(services), MakeParameters());
        return () => signer.Sign(message, parameters, key);
    }

    private static Action VerifyMessage(IServiceProvider services)
    {
        var signer = services.GetRequiredService<IMessageSigner>();
        var verifier = services.GetRequiredService<IMessageVerifier>();
        var keys = services.GetRequiredService<ISignatureKeys>();
        using var secret = Key.Import(Ed25519.Ed25519, Seed, KeyBlobFormat.RawPrivateKey);
        var known = keys.ImportVerificationKey(
            SignatureAlgorithm.Ed25519, secret.PublicKey.Export(KeyBlobFormat.RawPublicKey));
        using var signing = keys.ImportSigningKey(SignatureAlgorithm.Ed25519, Seed);
        var message = MakeMessage(services);
        var signed = message.WithSignature(signer.Sign(message, MakeParameters(), signing));
        var policy = new VerificationPolicy { Keys = (_, _) => ValueTask.FromResult<IVerificationKey?>(known) };
        return () =>
        {
            var result = verifier.VerifyAsync(signed, policy);
            if (!result.IsCompletedSuccessfully || result.Result is not VerificationResult.Verified)
            {
                throw new InvalidOperationException("The message didn't verify.");
            }
        };
    }

    private static SignatureMessage MakeMessage(IServiceProvider services)
    {
        var content = Encoding.UTF8.GetBytes("{\"a\":1}");
        var digest = services.GetRequiredService<IDigestFields>().Compute(content, DigestAlgorithms.Sha256);
        return SignatureMessage.ForRequest("POST", "https", "api.example.com", "/orders/7", "page=2&sort=name")
            .WithField("Host", "api.example.com")
            .WithField("Content-Type", "application/json")
            .WithField("Content-Digest", digest) with { Content = content };
    }

    private static SigningParameters MakeParameters() => new()
    {
        Components = [.. VerificationPolicy.RequestComponents, ComponentIdentifier.ContentDigest],
        KeyId = KeyName,
        Created = TimeProvider.System.GetUtcNow(),
        Nonce = "bm9uY2Utbm9uY2Utbm9uY2U",
    };
}
