using Cabinet.Application.Security;
using Cabinet.Application.Security.Webhooks;

namespace Cabinet.Tests.Infrastructure.Security.Webhooks;

public sealed class WebhookKeyTests
{
    [Fact]
    public void A_prefix_says_the_scheme()
    {
        Assert.Equal(WebhookScheme.HmacSha256, WebhookFixture.SigningKey("k", WebhookFixture.SecretText).Scheme);
        Assert.Equal(WebhookScheme.Ed25519, WebhookFixture.SigningKey("k", WebhookFixture.SeedText).Scheme);
        Assert.Equal(WebhookScheme.Ed25519, WebhookFixture.SigningKey("k", WebhookFixture.PairText).Scheme);
        Assert.Equal(WebhookScheme.HmacSha256, WebhookFixture.VerificationKey("k", WebhookFixture.SecretText).Scheme);
        Assert.Equal(WebhookScheme.Ed25519, WebhookFixture.VerificationKey("k", WebhookFixture.PublicText).Scheme);
    }

    [Fact]
    public void A_key_of_the_wrong_side_is_no_key()
    {
        Assert.False(CanSign(WebhookFixture.PublicText));
        Assert.False(CanVerify(WebhookFixture.SeedText));
        Assert.False(CanVerify(WebhookFixture.PairText));
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(0, false)]
    public void A_shared_secret_has_24_to_64_bytes(int length, bool isKey)
    {
        var text = "whsec_" + Convert.ToBase64String(Enumerable.Repeat((byte)0x5A, length).ToArray());

        Assert.Equal(isKey, CanSign(text));
        Assert.Equal(isKey, CanVerify(text));
        Assert.Equal(isKey, CanVerifySymmetric(text));
    }

    [Theory]
    [InlineData("whsk_", 31)]
    [InlineData("whsk_", 33)]
    [InlineData("whsk_", 63)]
    [InlineData("whpk_", 31)]
    [InlineData("whpk_", 33)]
    [InlineData("whpk_", 64)]
    public void A_key_of_another_length_than_Ed25519_has_is_refused(string prefix, int length)
    {
        var text = prefix + Convert.ToBase64String(Enumerable.Repeat((byte)0x5A, length).ToArray());

        Assert.False(CanSign(text));
        Assert.False(CanVerify(text));
    }

    /// <summary>The last bits before the padding count: R is Q with one bit that no byte takes.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData(" whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw ")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjU PD8ILPZIo2LaLaSw")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjU\nPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=")]
    [InlineData("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8==")]
    [InlineData("whsec_____________________________________________")]
    [InlineData("whpk_11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=")]
    public void Text_in_another_form_than_an_encoder_writes_is_no_key(string text)
    {
        Assert.False(CanSign(text));
        Assert.False(CanVerify(text));
        Assert.False(CanVerifySymmetric(text));
    }

    /// <summary>Taken for an HMAC secret, a public key would let everybody sign.</summary>
    [Fact]
    public void A_missing_prefix_is_accepted_only_where_the_scheme_is_named()
    {
        var bare = WebhookFixture.SecretText["whsec_".Length..];

        Assert.False(CanSign(bare));
        Assert.False(CanVerify(bare));
        Assert.True(CanVerifySymmetric(bare));
        Assert.False(CanVerifySymmetric(WebhookFixture.PublicText));
        using var text = new SecretText(bare);
        Assert.True(WebhookSigningKey.TryParseSymmetric("k", text, out _));
    }

    [Fact]
    public void A_key_prints_its_name_and_scheme_only()
    {
        Assert.Equal("k (HmacSha256)", WebhookFixture.SigningKey("k", WebhookFixture.SecretText).ToString());
        Assert.Equal("k (Ed25519)", WebhookFixture.VerificationKey("k", WebhookFixture.PublicText).ToString());
    }

    private static bool CanSign(string text)
    {
        using var secret = new SecretText(text);
        return WebhookSigningKey.TryParse("k", secret, out _);
    }

    private static bool CanVerify(string text)
    {
        using var secret = new SecretText(text);
        return WebhookVerificationKey.TryParse("k", secret, out _);
    }

    private static bool CanVerifySymmetric(string text)
    {
        using var secret = new SecretText(text);
        return WebhookVerificationKey.TryParseSymmetric("k", secret, out _);
    }
}
