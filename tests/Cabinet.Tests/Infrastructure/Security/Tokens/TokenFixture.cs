using System.Buffers.Text;
using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Application.Security.Tokens;
using Cabinet.Infrastructure.Security.Tokens;
using Cabinet.Tests.Infrastructure.Security.Signatures;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Security.Tokens;

/// <summary>An issuer and a verifier with a clock that stands still, and the means to forge.</summary>
internal sealed class TokenFixture
{
    internal const string KeyId = "key-1";
    internal const string Issuer = "https://issuer.example";
    internal const string Audience = "https://cabinet.example";

    internal const string Header = """{"alg":"EdDSA","kid":"key-1","typ":"at+jwt"}""";

    internal static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    internal static ISigningKey Key { get; } = SignatureFixture.Ed25519Key;

    internal FakeTimeProvider Clock { get; } = new(Now);

    internal CountingRandom Random { get; } = new();

    internal TokenPolicy Policy { get; init; } = new()
    {
        Issuer = Issuer, Audience = Audience, Keys = SignatureFixture.Finds(Key),
    };

    internal static TokenRequest Request { get; } = new()
    {
        Issuer = Issuer, Subject = "client-7", Audience = Audience, Scopes = ["tasks.submit", "tasks.read"],
    };

    internal static string Claims(string more = "") =>
        $$"""
        {"iss":"{{Issuer}}","sub":"client-7","aud":"{{Audience}}","iat":1800000000,"exp":1800000300,"jti":"id-1"{{more}}}
        """;

    internal IssuedToken Issue(TokenRequest? request = null, ISigningKey? key = null) =>
        new TokenIssuer(Clock, Random).Issue(request ?? Request, KeyId, key ?? Key);

    /// <summary>A token of any header and claims, signed with the right key as if all were well.</summary>
    internal static string Sign(string header, string claims, ISigningKey? key = null)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString((key ?? Key).Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    internal static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    internal async Task<TokenVerification> VerifyAsync(string token, TokenPolicy? policy = null) =>
        await new TokenVerifier(Clock).VerifyAsync(token, policy ?? Policy, TestContext.Current.CancellationToken);

    internal async Task<TokenVerification.Verified> VerifiedAsync(string token, TokenPolicy? policy = null) =>
        Assert.IsType<TokenVerification.Verified>(await VerifyAsync(token, policy));

    internal async Task RefusedAsync(TokenRefusal reason, string token, TokenPolicy? policy = null)
    {
        var refused = Assert.IsType<TokenVerification.Refused>(await VerifyAsync(token, policy));
        Assert.Equal(reason, refused.Reason);
        Assert.Equal("Refused", refused.ToString());
    }
}
