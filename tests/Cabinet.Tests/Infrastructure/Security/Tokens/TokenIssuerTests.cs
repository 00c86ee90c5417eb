using System.Buffers.Text;
using System.Text;
using Cabinet.Application.Security.Signatures;
using Cabinet.Application.Security.Tokens;
using Cabinet.Tests.Infrastructure.Security.Signatures;

namespace Cabinet.Tests.Infrastructure.Security.Tokens;

public sealed class TokenIssuerTests
{
    private readonly TokenFixture fixture = new();

    [Fact]
    public async Task What_is_issued_verifies_and_says_what_was_asked_for()
    {
        var token = fixture.Issue();
        var verified = await fixture.VerifiedAsync(token.Text);

        Assert.Equal(TokenFixture.KeyId, verified.KeyId);
        Assert.Equal("client-7", verified.Subject);
        Assert.Equal(["tasks.submit", "tasks.read"], verified.Scopes);
        Assert.Equal(token.Id, verified.Id);
        Assert.Equal(TokenFixture.Now, verified.IssuedAt);
        Assert.Equal(TokenFixture.Now.AddMinutes(5), verified.ExpiresAt);
        Assert.Equal(token.ExpiresAt, verified.ExpiresAt);
        Assert.Equal(TokenFixture.Now.AddMinutes(5).AddSeconds(30), verified.AcceptableUntil);
    }

    [Fact]
    public async Task Keys_on_P256_sign_ES256()
    {
        var token = fixture.Issue(key: SignatureFixture.EcdsaKey);
        var policy = fixture.Policy with { Keys = SignatureFixture.Finds(SignatureFixture.EcdsaKey) };
        var verified = await fixture.VerifiedAsync(token.Text, policy);
        Assert.Equal(SignatureAlgorithm.EcdsaP256Sha256, verified.Algorithm);
        Assert.StartsWith(TokenFixture.Encode("""{"alg":"ES256","""), token.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_is_three_members_and_the_claims()
    {
        var parts = fixture.Issue().Text.Split('.');
        Assert.Equal(TokenFixture.Header, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        Assert.Matches(
            """
            ^\{"iss":"https://issuer\.example","sub":"client-7","aud":"https://cabinet\.example","iat":1800000000,"exp":1800000300,"jti":"[A-Za-z0-9_-]{22}","scope":"tasks\.submit tasks\.read"\}$
            """.Trim(),
            Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])));
    }

    [Fact]
    public void No_two_tokens_have_one_id() => Assert.NotEqual(fixture.Issue().Id, fixture.Issue().Id);

    [Fact]
    public void A_token_does_not_print_its_text()
    {
        var token = fixture.Issue();
        Assert.DoesNotContain(token.Text[..20], token.ToString(), StringComparison.Ordinal);
        Assert.Contains(token.Id, token.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_key_signs_no_token()
    {
        var error = Assert.Throws<ArgumentException>(() => fixture.Issue(key: SignatureFixture.SharedKey));
        Assert.Contains("Ed25519 or P-256", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1.5)]
    [InlineData(86_401)]
    public void A_lifetime_outside_its_range_is_named(double seconds)
    {
        var request = TokenFixture.Request with { Lifetime = TimeSpan.FromSeconds(seconds) };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => fixture.Issue(request));
        Assert.Contains("24 hours", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_outside_their_range_are_named()
    {
        Assert.Contains("Subject", Message(TokenFixture.Request with { Subject = "" }), StringComparison.Ordinal);
        Assert.Contains("Issuer", Message(TokenFixture.Request with { Issuer = new string('i', 257) }), StringComparison.Ordinal);
        Assert.Contains("Audience", Message(TokenFixture.Request with { Audience = "zürich" }), StringComparison.Ordinal);
        Assert.Contains("'a b'", Message(TokenFixture.Request with { Scopes = ["a b"] }), StringComparison.Ordinal);
        Assert.Contains("scopes", Message(TokenFixture.Request with { Scopes = [new string('s', 200), new string('t', 56)] }), StringComparison.Ordinal);
    }

    private string Message(TokenRequest request) => Assert.ThrowsAny<ArgumentException>(() => fixture.Issue(request)).Message;
}
