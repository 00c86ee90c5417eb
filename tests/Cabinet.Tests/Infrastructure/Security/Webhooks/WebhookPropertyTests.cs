using Cabinet.Application.Security.Webhooks;
using CsCheck;
using Header = System.Collections.Generic.KeyValuePair<string, string>;

namespace Cabinet.Tests.Infrastructure.Security.Webhooks;

/// <summary>What holds for every message, and for headers that hardly belong to one.</summary>
public sealed class WebhookPropertyTests
{
    private static readonly Gen<string> GenId =
        Gen.Char['!', '~'].Where(character => character != '.').Array[1, 40].Select(string.Concat);

    private readonly WebhookFixture fixture = new();

    [Fact]
    public void What_was_signed_verifies_under_its_keys_and_under_no_other() =>
        Gen.Select(GenId, Gen.Byte.Array[0, 200], Gen.Int[-300, 300], Gen.Bool).Sample(
            (id, body, age, isSymmetric) =>
            {
                var (sign, verify) = isSymmetric
                    ? (fixture.Symmetric, fixture.SharedKey)
                    : (fixture.Asymmetric, fixture.PublicKey);
                var timestamp = WebhookFixture.Now.AddSeconds(age);
                var headers = fixture.Signer.Sign(new WebhookMessage(id, timestamp, body), [sign]);

                Assert.Equal(
                    new WebhookVerification.Verified(id, timestamp, verify.Name),
                    fixture.Verifier.Verify(headers, body, [verify]));
                Assert.IsType<WebhookVerification.Refused>(
                    fixture.Verifier.Verify(headers, body, [fixture.OtherKey]));
            },
            iter: 500);

    [Fact]
    public void A_changed_bit_of_the_body_is_refused() =>
        Gen.Select(Gen.Byte.Array[1, 100], Gen.Int[0, 799], Gen.Bool).Sample(
            (body, bit, isSymmetric) =>
            {
                var (sign, verify) = isSymmetric
                    ? (fixture.Symmetric, fixture.SharedKey)
                    : (fixture.Asymmetric, fixture.PublicKey);
                var headers = fixture.Signer.Sign(
                    new WebhookMessage(WebhookFixture.Id, WebhookFixture.Now, body), [sign]);
                var changed = body.ToArray();
                changed[bit / 8 % body.Length] ^= (byte)(1 << (bit % 8));

                Assert.Equal(
                    new WebhookVerification.Refused(WebhookRefusal.NoMatch),
                    fixture.Verifier.Verify(headers, changed, [verify]));
            },
            iter: 500);

    /// <summary>One character replaced, put in or taken out of a header's value, wherever it stands.</summary>
    [Fact]
    public void A_changed_character_of_a_header_is_refused() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 999], Gen.Char['\0', '\u00ff'], Gen.Int[0, 2], Gen.Bool).Sample(
            (which, place, character, kind, isSymmetric) =>
            {
                var headers = fixture.Sign(isSymmetric ? fixture.Symmetric : fixture.Asymmetric);
                var key = isSymmetric ? fixture.SharedKey : fixture.PublicKey;
                var value = headers[which].Value;
                var changed = Change(value, place % value.Length, character, kind);
                headers[which] = new Header(headers[which].Key, changed);

                Assert.Equal(changed == value, fixture.Verify(headers, key) is WebhookVerification.Verified);
            },
            iter: 5000);

    [Fact]
    public void Any_headers_and_bodies_never_throw() =>
        Gen.Select(
            Gen.Select(Gen.Int[0, 3], Gen.Char['\0', '\uffff'].Array[0, 40].Select(string.Concat)).Array[0, 6],
            Gen.Byte.Array[0, 40]).Sample(
            (lines, body) =>
            {
                string[] names = ["webhook-id", "webhook-timestamp", "webhook-signature", "other"];
                List<Header> headers = [.. lines.Select(line => new Header(names[line.Item1], line.Item2))];

                Assert.IsType<WebhookVerification.Refused>(
                    fixture.Verifier.Verify(headers, body, [fixture.SharedKey, fixture.PublicKey]));
            },
            iter: 5000);

    [Fact]
    public void Any_signature_list_of_the_right_characters_never_verifies() =>
        Gen.Char["v12a, =ABCabc+/0"].Array[0, 120].Sample(
            characters =>
            {
                var headers = WebhookFixture.With(
                    fixture.Sign(fixture.Symmetric), "webhook-signature", new string(characters));

                Assert.IsType<WebhookVerification.Refused>(
                    fixture.Verify(headers, fixture.SharedKey, fixture.PublicKey));
            },
            iter: 5000);

    private static string Change(string value, int place, char character, int kind) => kind switch
    {
        0 => $"{value[..place]}{character}{value[(place + 1)..]}",
        1 => $"{value[..place]}{character}{value[place..]}",
        _ => $"{value[..place]}{value[(place + 1)..]}",
    };
}
