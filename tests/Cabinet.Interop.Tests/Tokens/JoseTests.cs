using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Cabinet.Application.Security.Signatures;
using Cabinet.Application.Security.Tokens;
using Cabinet.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Interop.Tests.Tokens;

/// <summary>Tokens both ways with npm's jose, EdDSA and ES256.</summary>
public sealed class JoseTests(NodeBridge node)
{
    private const string Library = "jose";
    private const string KeyId = "key-1";
    private const string Issuer = "https://issuer.example";
    private const string Audience = "https://cabinet.example";

    // RFC 8037, appendix A.
    private const string Ed25519Secret = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    private const string Ed25519Public = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_750_000_000);

    private readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton<TimeProvider>(new FakeTimeProvider(Now))
        .AddCabinetSecurity(_ => { })
        .BuildServiceProvider();

    [Theory]
    [InlineData("EdDSA")]
    [InlineData("ES256")]
    public async Task It_verifies_what_we_issue_and_refuses_a_change(string algorithm)
    {
        using var pair = new KeyPair(algorithm);
        using var key = pair.ImportSigning(services.GetRequiredService<ISignatureKeys>());
        var token = services.GetRequiredService<ITokenIssuer>().Issue(
            new TokenRequest { Issuer = Issuer, Subject = "client-7", Audience = Audience, Scopes = ["a", "b"] }, KeyId, key);

        var verified = await VerifyInNodeAsync(pair, token.Text);
        var claims = verified.GetProperty("payload");
        Assert.Equal("client-7", claims.GetProperty("sub").GetString());
        Assert.Equal(token.Id, claims.GetProperty("jti").GetString());
        Assert.Equal("a b", claims.GetProperty("scope").GetString());
        Assert.Equal(KeyId, verified.GetProperty("header").GetProperty("kid").GetString());

        // Another first character of the signature: other bits, and no other spelling of the same.
        var place = token.Text.LastIndexOf('.') + 1;
        var changed = $"{token.Text[..place]}{(token.Text[place] == 'A' ? 'B' : 'A')}{token.Text[(place + 1)..]}";
        await Assert.ThrowsAsync<NodeException>(() => VerifyInNodeAsync(pair, changed));
    }

    [Theory]
    [InlineData("EdDSA")]
    [InlineData("ES256")]
    public async Task We_verify_what_it_signs_and_refuse_a_key_that_it_embeds(string algorithm)
    {
        using var pair = new KeyPair(algorithm);
        var token = await SignInNodeAsync(pair, new { alg = algorithm, kid = KeyId, typ = "at+jwt" });
        var verified = Assert.IsType<TokenVerification.Verified>(await VerifyAsync(pair, token));
        Assert.Equal("client-7", verified.Subject);
        Assert.Equal("id-1", verified.Id);

        var embedded = await SignInNodeAsync(pair, new { alg = algorithm, kid = KeyId, typ = "at+jwt", jwk = pair.Public });
        Assert.Equal(TokenRefusal.UnknownHeader, Assert.IsType<TokenVerification.Refused>(await VerifyAsync(pair, embedded)).Reason);

        using var other = new KeyPair("ES256");
        var foreign = await SignInNodeAsync(other, new { alg = "ES256", kid = KeyId, typ = "at+jwt" });
        Assert.IsType<TokenVerification.Refused>(await VerifyAsync(pair, foreign));
    }

    private async Task<string> SignInNodeAsync(KeyPair pair, object header) => (await node.CallAsync(Library, "sign", new
    {
        jwk = pair.Private,
        header,
        claims = new
        {
            iss = Issuer, sub = "client-7", aud = Audience, jti = "id-1",
            iat = Now.ToUnixTimeSeconds(), exp = Now.ToUnixTimeSeconds() + 60,
        },
    })).GetString()!;

    private Task<JsonElement> VerifyInNodeAsync(KeyPair pair, string token) => node.CallAsync(Library, "verify", new
    {
        jwk = pair.Public, alg = pair.Algorithm, token, issuer = Issuer, audience = Audience, typ = "at+jwt",
        now = Now.ToUnixTimeSeconds(),
    });

    private async Task<TokenVerification> VerifyAsync(KeyPair pair, string token)
    {
        using var key = pair.ImportVerification(services.GetRequiredService<ISignatureKeys>());
        var policy = new TokenPolicy
        {
            Issuer = Issuer,
            Audience = Audience,
            Keys = (keyId, _) => ValueTask.FromResult(keyId == KeyId ? key : null),
        };
        return await services.GetRequiredService<ITokenVerifier>().VerifyAsync(
            token, policy, TestContext.Current.CancellationToken);
    }

    /// <summary>One key, as JSON Web Key for Node and as bytes for us.</summary>
    private sealed class KeyPair(string algorithm) : IDisposable
    {
        private readonly ECDsa? curve = algorithm == "ES256" ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;

        public string Algorithm => algorithm;

        public IReadOnlyDictionary<string, string> Public => curve?.ExportParameters(false) is { } key
            ? new Dictionary<string, string>
            {
                ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Text(key.Q.X!), ["y"] = Text(key.Q.Y!),
            }
            : new Dictionary<string, string> { ["kty"] = "OKP", ["crv"] = "Ed25519", ["x"] = Ed25519Public };

        public IReadOnlyDictionary<string, string> Private => new Dictionary<string, string>(Public)
        {
            ["d"] = curve is null ? Ed25519Secret : Text(curve.ExportParameters(true).D!),
        };

        public ISigningKey ImportSigning(ISignatureKeys keys) => curve is null
            ? keys.ImportSigningKey(SignatureAlgorithm.Ed25519, Base64Url.DecodeFromChars(Ed25519Secret))
            : keys.ImportSigningKey(SignatureAlgorithm.EcdsaP256Sha256, curve.ExportPkcs8PrivateKey());

        public IVerificationKey ImportVerification(ISignatureKeys keys) => curve is null
            ? keys.ImportVerificationKey(SignatureAlgorithm.Ed25519, Base64Url.DecodeFromChars(Ed25519Public))
            : keys.ImportVerificationKey(SignatureAlgorithm.EcdsaP256Sha256, curve.ExportSubjectPublicKeyInfo());

        public void Dispose() => curve?.Dispose();

        private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
    }
}
