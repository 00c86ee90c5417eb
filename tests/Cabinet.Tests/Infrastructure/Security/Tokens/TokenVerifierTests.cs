using System.Buffers.Text;
using System.Text;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Security.Signatures;
using Cabinet.Application.Security.Tokens;
using Cabinet.Infrastructure.Security.Signatures.Keys;
using Cabinet.Tests.Infrastructure.Security.Signatures;

namespace Cabinet.Tests.Infrastructure.Security.Tokens;

public sealed class TokenVerifierTests
{
    private readonly TokenFixture fixture = new();

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("ES256")]
    [InlineData("RS256")]
    [InlineData("eddsa")]
    public Task An_algorithm_other_than_the_keys_is_refused(string algorithm) => fixture.RefusedAsync(
        TokenRefusal.AlgorithmMismatch,
        TokenFixture.Sign($$"""{"alg":"{{algorithm}}","kid":"key-1","typ":"at+jwt"}""", TokenFixture.Claims()));

    [Fact]
    public async Task The_newer_name_of_the_same_algorithm_is_taken() => await fixture.VerifiedAsync(
        TokenFixture.Sign("""{"alg":"Ed25519","kid":"key-1","typ":"at+jwt"}""", TokenFixture.Claims()));

    [Fact]
    public async Task An_unsigned_token_is_refused()
    {
        var header = TokenFixture.Encode("""{"alg":"none","kid":"key-1","typ":"at+jwt"}""");
        await fixture.RefusedAsync(TokenRefusal.Malformed, $"{header}.{TokenFixture.Encode(TokenFixture.Claims())}.");
        await fixture.RefusedAsync(TokenRefusal.AlgorithmMismatch, $"{header}.{TokenFixture.Encode(TokenFixture.Claims())}.AA");
    }

    // The public key, which everybody has, used as the secret of a tag (RFC 8725, section 2.1).
    [Fact]
    public async Task A_public_key_is_no_shared_secret()
    {
        using var forged = new SignatureKeys().ImportSigningKey(
            SignatureAlgorithm.HmacSha256, SignatureFixture.Ed25519PublicKey());
        await fixture.RefusedAsync(
            TokenRefusal.AlgorithmMismatch,
            TokenFixture.Sign("""{"alg":"HS256","kid":"key-1","typ":"at+jwt"}""", TokenFixture.Claims(), forged));
        await fixture.RefusedAsync(
            TokenRefusal.BadSignature, TokenFixture.Sign(TokenFixture.Header, TokenFixture.Claims(), forged));
    }

    [Fact]
    public Task A_shared_key_verifies_no_token_even_if_it_is_looked_up() => fixture.RefusedAsync(
        TokenRefusal.AlgorithmMismatch,
        TokenFixture.Sign(
            """{"alg":"HS256","kid":"key-1","typ":"at+jwt"}""", TokenFixture.Claims(), SignatureFixture.SharedKey),
        fixture.Policy with { Keys = SignatureFixture.Finds(SignatureFixture.SharedKey) });

    [Theory]
    [InlineData("KEY-1")]
    [InlineData("key-2")]
    [InlineData("key-1 ")]
    [InlineData("../key-1")]
    public Task A_key_of_another_id_is_refused(string keyId) => fixture.RefusedAsync(
        TokenRefusal.UnknownKey,
        TokenFixture.Sign($$"""{"alg":"EdDSA","kid":"{{keyId}}","typ":"at+jwt"}""", TokenFixture.Claims()));

    [Theory]
    [InlineData("""  "jwk":{"kty":"OKP","crv":"Ed25519","x":"AAAA"} """)]
    [InlineData("""  "jku":"https://attacker.example/keys" """)]
    [InlineData("""  "x5u":"https://attacker.example/keys" """)]
    [InlineData("""  "x5c":["MII"] """)]
    [InlineData("""  "crit":["exp"] """)]
    [InlineData("""  "b64":false """)]
    [InlineData("""  "zip":"DEF" """)]
    [InlineData("""  "cty":"JWT" """)]
    [InlineData("""  "Alg":"EdDSA" """)]
    public Task Whatever_else_a_header_asks_for_is_refused(string member) => fixture.RefusedAsync(
        TokenRefusal.UnknownHeader,
        TokenFixture.Sign(TokenFixture.Header[..^1] + "," + member + "}", TokenFixture.Claims()));

    [Theory]
    [InlineData("""{"kid":"key-1","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"EdDSA","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"EdDSA","kid":"key-1"}""")]
    public Task A_header_that_lacks_a_member_is_refused(string header) =>
        fixture.RefusedAsync(TokenRefusal.MissingHeader, TokenFixture.Sign(header, TokenFixture.Claims()));

    [Theory]
    [InlineData("""{"alg":"EdDSA","alg":"none","kid":"key-1","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"EdDSA","kid":"key-1","k\u0069d":"key-1","typ":"at+jwt"}""")]
    [InlineData("""{"alg":["EdDSA"],"kid":"key-1","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"EdDSA","kid":7,"typ":"at+jwt"}""")]
    [InlineData("""{"alg":"EdDSA","kid":"\ud800","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"EdDSA","kid":"key-1","typ":"at+jwt"} {}""")]
    [InlineData("""["alg","kid","typ"]""")]
    [InlineData("not json")]
    public Task A_header_that_is_no_strict_object_is_refused(string header) =>
        fixture.RefusedAsync(TokenRefusal.Malformed, TokenFixture.Sign(header, TokenFixture.Claims()));

    [Theory]
    [InlineData("JWT")]
    [InlineData("at+JWT")]
    [InlineData("application/at+jwt")]
    public Task A_token_of_another_kind_is_refused(string type) => fixture.RefusedAsync(
        TokenRefusal.WrongType,
        TokenFixture.Sign($$"""{"alg":"EdDSA","kid":"key-1","typ":"{{type}}"}""", TokenFixture.Claims()));

    // A signed token within another's claims, and an unsigned one around a signed one.
    [Fact]
    public async Task A_wrapped_token_is_refused()
    {
        var inner = fixture.Issue().Text;
        await fixture.RefusedAsync(TokenRefusal.MalformedClaims, TokenFixture.Sign(TokenFixture.Header, inner));
        var outer = TokenFixture.Encode("""{"alg":"none","typ":"at+jwt","kid":"key-1"}""");
        await fixture.RefusedAsync(TokenRefusal.AlgorithmMismatch, $"{outer}.{TokenFixture.Encode(inner)}.{inner.Split('.')[2]}");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("a.b.c.d.e")]
    [InlineData("{}.{}.{}")]
    public Task What_is_no_token_is_refused(string text) => fixture.RefusedAsync(TokenRefusal.Malformed, text);

    [Fact]
    public async Task Every_token_has_one_text()
    {
        var text = fixture.Issue().Text;
        var last = text.Split('.')[2];
        Assert.Equal(86, last.Length);
        await fixture.VerifiedAsync(text);
        foreach (var other in (string[])[text + "=", text + "==", " " + text, text + " ", text + "\n", text.Replace(".", ". ", StringComparison.Ordinal)])
        {
            await fixture.RefusedAsync(TokenRefusal.Malformed, other);
        }

        // The last of 86 characters carries four bits too many: sixteen spellings of the same signature, one of which is right.
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var place = Alphabet.IndexOf(text[^1], StringComparison.Ordinal);
        Assert.Equal(0, place % 16);
        for (var stray = 1; stray < 16; stray++)
        {
            await fixture.RefusedAsync(TokenRefusal.Malformed, text[..^1] + Alphabet[place + stray]);
        }
    }

    [Fact]
    public async Task A_token_that_is_too_long_is_refused()
    {
        var fits = TokenFixture.Sign(TokenFixture.Header, TokenFixture.Claims($",\"x\":\"{new string('x', 5_000)}\""));
        Assert.True(fits.Length < TokenLimits.MaximumLength);
        await fixture.VerifiedAsync(fits);
        await fixture.RefusedAsync(
            TokenRefusal.TooLong,
            TokenFixture.Sign(TokenFixture.Header, TokenFixture.Claims($",\"x\":\"{new string('x', 6_500)}\"")));
    }

    [Fact]
    public async Task Any_changed_bit_is_refused()
    {
        var text = fixture.Issue().Text;
        var parts = text.Split('.');
        for (var part = 0; part < 3; part++)
        {
            var bytes = Base64Url.DecodeFromChars(parts[part]);
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                var changed = bytes.ToArray();
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                var forged = parts.ToArray();
                forged[part] = Base64Url.EncodeToString(changed);
                var refused = Assert.IsType<TokenVerification.Refused>(await fixture.VerifyAsync(string.Join('.', forged)));
                if (part > 0)
                {
                    Assert.Equal(TokenRefusal.BadSignature, refused.Reason);
                }
            }
        }
    }

    [Fact]
    public async Task No_claim_is_read_before_the_signature_verified()
    {
        var parts = fixture.Issue().Text.Split('.');
        await fixture.RefusedAsync(TokenRefusal.BadSignature, $"{parts[0]}.{TokenFixture.Encode("not json")}.{parts[2]}");
    }

    [Theory]
    [InlineData(",\"iss\":\"https://issuer.example\"")]
    [InlineData(",\"\\u0069ss\":\"https://issuer.example\"")]
    [InlineData(",\"deep\":[[[[[[[[1]]]]]]]]")]
    [InlineData(",\"nested\":{\"a\":1,\"a\":2}")]
    [InlineData(",\"nbf\":\"1800000000\"")]
    [InlineData(",\"nbf\":1800000000.5")]
    [InlineData(",\"nbf\":-1")]
    [InlineData(",\"nbf\":1e10")]
    [InlineData(",\"nbf\":253402300800")]
    [InlineData(",\"nbf\":99999999999999999999")]
    [InlineData(",\"scope\":\"\"")]
    [InlineData(",\"scope\":\"a  b\"")]
    [InlineData(",\"scope\":[\"a\"]")]
    [InlineData(",\"x\":1,")]
    public Task Claims_that_are_no_strict_object_are_refused(string more) => fixture.RefusedAsync(
        TokenRefusal.MalformedClaims, TokenFixture.Sign(TokenFixture.Header, TokenFixture.Claims(more)));

    [Fact]
    public async Task Claims_must_be_UTF8()
    {
        byte[] claims = [.. Encoding.UTF8.GetBytes(TokenFixture.Claims(",\"x\":\"")[..^1]), 0xC3, 0x28, (byte)'"', (byte)'}'];
        var signed = $"{TokenFixture.Encode(TokenFixture.Header)}.{Base64Url.EncodeToString(claims)}";
        var signature = Base64Url.EncodeToString(TokenFixture.Key.Sign(Encoding.ASCII.GetBytes(signed)));
        await fixture.RefusedAsync(TokenRefusal.MalformedClaims, $"{signed}.{signature}");
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("sub")]
    [InlineData("aud")]
    [InlineData("iat")]
    [InlineData("exp")]
    [InlineData("jti")]
    public Task A_claim_that_is_missing_is_refused(string name) => fixture.RefusedAsync(
        TokenRefusal.MissingClaim,
        TokenFixture.Sign(
            TokenFixture.Header, TokenFixture.Claims().Replace($"\"{name}\":", $"\"no-{name}\":", StringComparison.Ordinal)));

    [Theory]
    [InlineData("https://issuer.example/")]
    [InlineData("https://ISSUER.example")]
    [InlineData("https://issuer.exampl")]
    public Task Another_issuer_is_refused(string issuer) => fixture.RefusedAsync(
        TokenRefusal.WrongIssuer, fixture.Issue(TokenFixture.Request with { Issuer = issuer }).Text);

    [Theory]
    [InlineData("\"https://cabinet.example/\"")]
    [InlineData("\"https://other.example\"")]
    [InlineData("[]")]
    [InlineData("[\"https://cabinet.example\",\"https://other.example\"]")]
    public Task Another_audience_is_refused(string audience) => fixture.RefusedAsync(
        TokenRefusal.WrongAudience,
        TokenFixture.Sign(
            TokenFixture.Header,
            TokenFixture.Claims().Replace($"\"{TokenFixture.Audience}\"", audience, StringComparison.Ordinal)));

    [Fact]
    public async Task A_list_of_this_one_audience_is_taken() => await fixture.VerifiedAsync(TokenFixture.Sign(
        TokenFixture.Header,
        TokenFixture.Claims().Replace(
            $"\"{TokenFixture.Audience}\"", $"[\"{TokenFixture.Audience}\"]", StringComparison.Ordinal)));

    [Fact]
    public async Task Time_decides_with_the_skew_on_either_side()
    {
        var text = fixture.Issue().Text;
        fixture.Clock.AdjustTime(TokenFixture.Now.AddSeconds(-31));
        await fixture.RefusedAsync(TokenRefusal.NotYetValid, text);
        fixture.Clock.AdjustTime(TokenFixture.Now.AddSeconds(-30));
        var verified = await fixture.VerifiedAsync(text);
        fixture.Clock.AdjustTime(verified.AcceptableUntil.AddMilliseconds(-1));
        await fixture.VerifiedAsync(text);
        fixture.Clock.AdjustTime(verified.AcceptableUntil);
        await fixture.RefusedAsync(TokenRefusal.Expired, text);
    }

    [Fact]
    public Task What_begins_later_is_refused() => fixture.RefusedAsync(
        TokenRefusal.NotYetValid, TokenFixture.Sign(TokenFixture.Header, TokenFixture.Claims(",\"nbf\":1800000031")));

    [Theory]
    [InlineData(1_799_999_999)]
    [InlineData(1_800_000_000)]
    [InlineData(1_800_003_601)]
    public Task A_lifetime_that_is_not_taken_is_refused(long end) => fixture.RefusedAsync(
        TokenRefusal.WrongLifetime,
        TokenFixture.Sign(
            TokenFixture.Header, TokenFixture.Claims().Replace("1800000300", $"{end}", StringComparison.Ordinal)));

    [Fact]
    public async Task A_token_is_taken_once_until_it_is_acceptable_no_more()
    {
        var first = await fixture.VerifiedAsync(fixture.Issue().Text);
        var nonce = TokenWrites.ConsumeOnce(first);
        Assert.Equal(first.AcceptableUntil, nonce.KeepUntil);
        Assert.Equal(nonce, TokenWrites.ConsumeOnce(first));
        Assert.NotEqual(nonce, TokenWrites.ConsumeOnce(first with { Id = "other" }));

        // Issuer and id together name a token, whatever stands in either.
        Assert.NotEqual(
            TokenWrites.ConsumeOnce(first with { Issuer = "a", Id = "b:c" }),
            TokenWrites.ConsumeOnce(first with { Issuer = "a:b", Id = "c" }));
        var longest = TokenWrites.ConsumeOnce(
            first with { Issuer = new string('i', TokenLimits.MaximumText), Id = new string('j', TokenLimits.MaximumId) });
        Assert.True(longest.Nonce.Length <= ConsumeNonce.MaximumNonce);
    }

    [Fact]
    public void Policies_outside_their_ranges_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => fixture.Policy with { Skew = TimeSpan.FromMinutes(6) });
        Assert.Throws<ArgumentOutOfRangeException>(() => fixture.Policy with { Skew = TimeSpan.FromTicks(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => fixture.Policy with { LongestLifetime = TimeSpan.FromHours(25) });
        Assert.Throws<ArgumentOutOfRangeException>(() => fixture.Policy with { LongestLifetime = TimeSpan.Zero });
    }
}
