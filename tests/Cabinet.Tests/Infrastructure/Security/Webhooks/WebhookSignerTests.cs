using Cabinet.Application.Security.Webhooks;

namespace Cabinet.Tests.Infrastructure.Security.Webhooks;

public sealed class WebhookSignerTests
{
    private readonly WebhookFixture fixture = new();

    [Fact]
    public void Several_keys_sign_at_once_in_the_order_in_which_they_are_given()
    {
        using var old = WebhookFixture.SigningKey("old", WebhookFixture.OtherSecretText);

        var signature = fixture.Sign(fixture.Asymmetric, fixture.Symmetric, old)[2].Value.Split(' ');

        Assert.StartsWith("v1a,", signature[0], StringComparison.Ordinal);
        Assert.StartsWith("v1,", signature[1], StringComparison.Ordinal);
        Assert.StartsWith("v1,", signature[2], StringComparison.Ordinal);
        Assert.Equal(3, signature.Distinct().Count());
    }

    [Fact]
    public void A_seed_and_a_whole_pair_sign_alike()
    {
        using var pair = WebhookFixture.SigningKey("pair", WebhookFixture.PairText);

        Assert.Equal(fixture.Sign(fixture.Asymmetric), fixture.Sign(pair));
    }

    [Fact]
    public void A_pair_whose_halves_do_not_belong_together_never_signs()
    {
        var bytes = Convert.FromBase64String(WebhookFixture.PairText["whsk_".Length..]);
        bytes[^1] ^= 1;
        using var pair = WebhookFixture.SigningKey("torn", "whsk_" + Convert.ToBase64String(bytes));

        var exception = Assert.Throws<ArgumentException>(() => fixture.Sign(pair));

        Assert.Contains("'torn'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("a\r\nx: y")]
    [InlineData("é")]
    public void An_id_that_could_be_misread_is_never_signed(string id) =>
        Assert.Throws<ArgumentException>(() => new WebhookMessage(id, WebhookFixture.Now, default));

    [Fact]
    public void A_message_stays_within_its_bounds()
    {
        _ = new WebhookMessage(new string('x', 256), WebhookFixture.Now, new byte[WebhookLimits.MaxBodyBytes]);

        Assert.Throws<ArgumentException>(() => new WebhookMessage(new string('x', 257), WebhookFixture.Now, default));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new WebhookMessage("x", DateTimeOffset.FromUnixTimeSeconds(-1), default));
        Assert.Throws<ArgumentException>(
            () => new WebhookMessage("x", WebhookFixture.Now, new byte[WebhookLimits.MaxBodyBytes + 1]));
    }

    [Fact]
    public void Without_keys_with_too_many_or_with_a_wiped_one_nothing_is_signed()
    {
        Assert.Throws<ArgumentException>(() => fixture.Sign());
        Assert.Throws<ArgumentException>(() => fixture.Sign([.. Enumerable.Repeat(fixture.Symmetric, 9)]));
        Assert.Equal(8, fixture.Sign([.. Enumerable.Repeat(fixture.Symmetric, 8)])[2].Value.Split(' ').Length);

        fixture.Symmetric.Dispose();
        fixture.Asymmetric.Dispose();
        Assert.Throws<ObjectDisposedException>(() => fixture.Sign(fixture.Symmetric));
        Assert.Throws<ObjectDisposedException>(() => fixture.Sign(fixture.Asymmetric));
    }

    [Fact]
    public void Fractions_of_a_second_are_dropped_and_a_message_prints_no_body()
    {
        var message = new WebhookMessage("x", WebhookFixture.Now.AddMilliseconds(999), "secret"u8.ToArray());

        Assert.Equal(WebhookFixture.Now, message.Timestamp);
        Assert.Equal("Webhook x at 1674087231 (6 bytes)", message.ToString());
    }
}
