using Cabinet.Application.Security.Webhooks;
using Cabinet.Infrastructure.Security.Webhooks;
using Header = System.Collections.Generic.KeyValuePair<string, string>;

namespace Cabinet.Tests.Infrastructure.Security.Webhooks;

public sealed class WebhookVerifierTests
{
    private const string Signature = "webhook-signature";

    private readonly WebhookFixture fixture = new();

    [Fact]
    public void What_was_signed_verifies_and_says_which_message_when_and_by_which_key()
    {
        Assert.Equal(
            new WebhookVerification.Verified(WebhookFixture.Id, WebhookFixture.Now, "shared"),
            fixture.Verify(fixture.Sign(fixture.Symmetric), fixture.OtherKey, fixture.SharedKey));
        Assert.Equal(
            new WebhookVerification.Verified(WebhookFixture.Id, WebhookFixture.Now, "public"),
            fixture.Verify(fixture.Sign(fixture.Asymmetric), fixture.OtherKey, fixture.PublicKey));
    }

    [Fact]
    public void During_a_rotation_either_key_verifies_on_either_side()
    {
        using var other = WebhookFixture.SigningKey("other", WebhookFixture.OtherSecretText);
        var both = fixture.Sign(other, fixture.Asymmetric, fixture.Symmetric);

        Assert.Null(fixture.Refusal(both, fixture.SharedKey));
        Assert.Null(fixture.Refusal(both, fixture.OtherKey));
        Assert.Null(fixture.Refusal(both, fixture.PublicKey));
        Assert.Null(fixture.Refusal(fixture.Sign(other), fixture.SharedKey, fixture.OtherKey));
        Assert.Null(fixture.Refusal(fixture.Sign(fixture.Symmetric), fixture.SharedKey, fixture.OtherKey));
        Assert.Equal(WebhookRefusal.NoMatch, fixture.Refusal(fixture.Sign(other), fixture.SharedKey));
    }

    /// <summary>The public key as HMAC secret, which everybody could use, and each version by the other's name.</summary>
    [Fact]
    public void A_key_verifies_signatures_of_its_own_scheme_only()
    {
        var publicBytes = WebhookFixture.PublicText["whpk_".Length..];
        using var confused = WebhookFixture.SigningKey("confused", "whsec_" + publicBytes);
        var forged = fixture.Sign(confused);
        var symmetric = fixture.Sign(fixture.Symmetric);
        var asymmetric = fixture.Sign(fixture.Asymmetric);

        Assert.Equal(WebhookRefusal.NoMatch, fixture.Refusal(forged, fixture.PublicKey));
        Assert.Equal(WebhookRefusal.NoMatch, fixture.Refusal(Renamed(forged, "v1,", "v1a,"), fixture.PublicKey));
        Assert.Equal(WebhookRefusal.NoMatch, fixture.Refusal(symmetric, fixture.PublicKey));
        Assert.Equal(WebhookRefusal.NoMatch, fixture.Refusal(asymmetric, fixture.SharedKey));
        Assert.Equal(WebhookRefusal.NoMatch, fixture.Refusal(Renamed(symmetric, "v1,", "v1a,"), fixture.SharedKey));
        Assert.Equal(WebhookRefusal.NoMatch, fixture.Refusal(Renamed(asymmetric, "v1a,", "v1,"), fixture.PublicKey));
    }

    [Theory]
    [InlineData(300, 0, null)]
    [InlineData(300, 1, WebhookRefusal.TooOld)]
    [InlineData(-300, 0, null)]
    [InlineData(-300, -1, WebhookRefusal.TooNew)]
    [InlineData(301, 0, WebhookRefusal.TooOld)]
    [InlineData(-301, 0, WebhookRefusal.TooNew)]
    public void The_timestamp_is_tolerated_up_to_the_edge_exactly(int seconds, int ticks, WebhookRefusal? expected)
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(
            WebhookFixture.Now.AddSeconds(seconds).AddTicks(ticks));
        var verifier = new WebhookVerifier(time, TimeSpan.FromMinutes(5));

        var result = verifier.Verify(fixture.Sign(fixture.Symmetric), WebhookFixture.Body, [fixture.SharedKey]);

        Assert.Equal(expected, (result as WebhookVerification.Refused)?.Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3601)]
    public void No_tolerance_and_too_much_of_it_are_refused(int seconds)
    {
        Assert.False(new WebhookOptions { Tolerance = TimeSpan.FromSeconds(seconds) }.IsValid);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new WebhookVerifier(fixture.Time, TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData("+1674087231")]
    [InlineData("-1674087231")]
    [InlineData("01674087231")]
    [InlineData(" 1674087231")]
    [InlineData("1674087231 ")]
    [InlineData("1674087231.0")]
    [InlineData("1674087231\n")]
    [InlineData("1,674,087,231")]
    [InlineData("0x63C8A57F")]
    [InlineData("1.674087231e9")]
    [InlineData("\u0661\u0666\u0667\u0664")]
    [InlineData("")]
    [InlineData("253402300800")]
    [InlineData("999999999999")]
    [InlineData("9999999999999999999999")]
    public void A_timestamp_in_another_form_is_refused(string timestamp) => Assert.Equal(
        WebhookRefusal.MalformedTimestamp,
        fixture.Refusal(
            WebhookFixture.With(fixture.Sign(fixture.Symmetric), "webhook-timestamp", timestamp), fixture.SharedKey));

    /// <summary>The id takes what belongs to the timestamp, so that the signed bytes stay the same.</summary>
    [Fact]
    public void A_full_stop_cannot_move_between_the_signed_parts()
    {
        var moved = WebhookFixture.With(
            fixture.Sign(fixture.Symmetric), "webhook-id", WebhookFixture.Id + ".1674087231");

        Assert.Equal(WebhookRefusal.MalformedId, fixture.Refusal(moved, fixture.SharedKey));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("msg\u00e9")]
    [InlineData("msg\0")]
    public void An_id_in_another_form_is_refused(string id) => Assert.Equal(
        WebhookRefusal.MalformedId,
        fixture.Refusal(WebhookFixture.With(fixture.Sign(fixture.Symmetric), "webhook-id", id), fixture.SharedKey));

    [Theory]
    [InlineData("webhook-id")]
    [InlineData("webhook-timestamp")]
    [InlineData("webhook-signature")]
    public void A_header_that_is_missing_or_came_twice_is_refused(string name)
    {
        var headers = fixture.Sign(fixture.Symmetric);
        var one = headers.Single(header => header.Key == name);
        List<Header> without = [.. headers.Where(header => header.Key != name)];
        List<Header> twice = [.. headers, new(name.ToUpperInvariant(), one.Value)];
        List<Header> otherCase = [.. without, new(name.ToUpperInvariant(), one.Value), new("x-other", "1")];

        Assert.Equal(WebhookRefusal.MissingHeader, fixture.Refusal(without, fixture.SharedKey));
        Assert.Equal(WebhookRefusal.DuplicateHeader, fixture.Refusal(twice, fixture.SharedKey));
        Assert.Null(fixture.Refusal(otherCase, fixture.SharedKey));
    }

    [Fact]
    public void Unknown_versions_count_for_nothing_but_do_no_harm_beside_a_known_one()
    {
        var headers = fixture.Sign(fixture.Symmetric);
        var known = headers[2].Value;

        Assert.Null(fixture.Refusal(Signed(headers, $"v9,a=,b {known} v1b,x"), fixture.SharedKey));
        Assert.Equal(
            WebhookRefusal.NoMatch, fixture.Refusal(Signed(headers, known.Replace("v1,", "v2,")), fixture.SharedKey));
        Assert.Equal(
            WebhookRefusal.MalformedSignature,
            fixture.Refusal(Signed(headers, known.Replace("v1,", "V1,")), fixture.SharedKey));
    }

    [Theory]
    [InlineData("{0} ")]
    [InlineData(" {0}")]
    [InlineData("{0}  {0}")]
    [InlineData("{0}\t{0}")]
    [InlineData("{0},")]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("v1,")]
    [InlineData(",{0}")]
    [InlineData("{0} v1")]
    [InlineData("{0} v1,\u00e9")]
    [InlineData("{0} v0123456789abcdef,x")]
    public void A_list_in_another_form_is_refused_also_where_a_good_signature_is_in_it(string format)
    {
        var headers = fixture.Sign(fixture.Symmetric);
        var signature = format.Replace("{0}", headers[2].Value, StringComparison.Ordinal);

        Assert.NotNull(fixture.Refusal(Signed(headers, signature), fixture.SharedKey));
    }

    [Fact]
    public void More_signatures_than_the_bound_are_refused_before_anything_is_computed()
    {
        var headers = fixture.Sign(fixture.Symmetric);
        var known = headers[2].Value;
        string Padded(int count) => string.Join(' ', Enumerable.Repeat("v1,x", count - 1).Append(known));

        Assert.Null(fixture.Refusal(Signed(headers, Padded(16)), fixture.SharedKey));
        Assert.Equal(
            WebhookRefusal.TooManySignatures, fixture.Refusal(Signed(headers, Padded(17)), fixture.SharedKey));
        Assert.Equal(
            WebhookRefusal.MalformedSignature,
            fixture.Refusal(Signed(headers, "v2," + new string('x', 4096) + " " + known), fixture.SharedKey));
    }

    [Fact]
    public void A_body_above_the_bound_is_refused_and_an_empty_one_is_fine()
    {
        var large = new byte[WebhookLimits.MaxBodyBytes + 1];
        var empty = fixture.Signer.Sign(
            new WebhookMessage(WebhookFixture.Id, WebhookFixture.Now, default), [fixture.Symmetric]);

        var refused = fixture.Verifier.Verify(fixture.Sign(fixture.Symmetric), large, [fixture.SharedKey]);

        Assert.Equal(new WebhookVerification.Refused(WebhookRefusal.BodyTooLarge), refused);
        Assert.IsType<WebhookVerification.Verified>(fixture.Verifier.Verify(empty, [], [fixture.SharedKey]));
    }

    [Fact]
    public void A_signature_whose_base64_was_loosened_is_refused()
    {
        foreach (var (sign, verify) in new[]
        {
            (fixture.Symmetric, fixture.SharedKey), (fixture.Asymmetric, fixture.PublicKey),
        })
        {
            var headers = fixture.Sign(sign);
            var good = headers[2].Value;
            var isDouble = good.EndsWith("==", StringComparison.Ordinal);
            var body = good.TrimEnd('=');
            var loose = body[..^1] + (char)(body[^1] + 1) + (isDouble ? "==" : "=");

            Assert.Equal(Decode(good), Decode(loose));
            Assert.Equal(WebhookRefusal.NoMatch, fixture.Refusal(Signed(headers, loose), verify));
            Assert.Equal(WebhookRefusal.NoMatch, fixture.Refusal(Signed(headers, body), verify));
            Assert.Equal(WebhookRefusal.NoMatch, fixture.Refusal(Signed(headers, good + "="), verify));
        }
    }

    /// <summary>A public key of small order, under which libraries of old accept a signature for any message.</summary>
    [Fact]
    public void A_public_key_of_small_order_verifies_nothing()
    {
        var identity = new byte[32];
        identity[0] = 1;
        using var weak = WebhookFixture.VerificationKey("weak", "whpk_" + Convert.ToBase64String(identity));
        var signature = new byte[64];
        signature[0] = 1;

        var headers = Signed(fixture.Sign(fixture.Symmetric), "v1a," + Convert.ToBase64String(signature));

        Assert.Equal(WebhookRefusal.NoMatch, fixture.Refusal(headers, weak));
    }

    [Fact]
    public void A_refusal_looks_the_same_whatever_its_reason_and_carries_no_id()
    {
        var refusals = Enum.GetValues<WebhookRefusal>().Select(reason => new WebhookVerification.Refused(reason));

        Assert.Equal("Refused", Assert.Single(refusals.Select(refusal => refusal.ToString()).Distinct()));
        Assert.Equal(["Reason"], typeof(WebhookVerification.Refused).GetProperties().Select(item => item.Name));
    }

    [Fact]
    public void Without_keys_with_too_many_or_with_a_wiped_one_nothing_is_verified()
    {
        var headers = fixture.Sign(fixture.Symmetric);

        Assert.Throws<ArgumentException>(() => fixture.Verify(headers));
        Assert.Throws<ArgumentException>(() => fixture.Verify(headers, [.. Enumerable.Repeat(fixture.SharedKey, 9)]));
        Assert.Null(fixture.Refusal(headers, [.. Enumerable.Repeat(fixture.SharedKey, 8)]));
        fixture.SharedKey.Dispose();
        Assert.Throws<ObjectDisposedException>(() => fixture.Verify(headers, fixture.SharedKey));
    }

    private static byte[] Decode(string signature) => Convert.FromBase64String(signature.Split(',')[1]);

    private static List<Header> Signed(IEnumerable<Header> headers, string signature) =>
        WebhookFixture.With(headers, Signature, signature);

    private static List<Header> Renamed(List<Header> headers, string from, string to) =>
        Signed(headers, headers[2].Value.Replace(from, to, StringComparison.Ordinal));
}
