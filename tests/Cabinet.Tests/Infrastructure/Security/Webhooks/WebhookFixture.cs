using System.Text;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Webhooks;
using Cabinet.Infrastructure.Security.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Security.Webhooks;

/// <summary>A sender and a receiver who share keys of both schemes, at a time that stands still.</summary>
internal sealed class WebhookFixture
{
    internal const string Id = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W";
    internal const string SecretText = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    internal const string OtherSecretText = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /// <summary>RFC 8032, 7.1, test 1: its seed, and its seed with its public key.</summary>
    internal const string SeedText = "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
    internal const string PairText =
        "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==";
    internal const string PublicText = "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    internal static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1674087231);

    internal static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"type":"contact.created","n":1}""");

    internal WebhookFixture() => Verifier = new WebhookVerifier(Time, TimeSpan.FromMinutes(5));

    internal FakeTimeProvider Time { get; } = new(Now);

    internal IWebhookSigner Signer { get; } = new WebhookSigner();

    internal IWebhookVerifier Verifier { get; }

    internal WebhookSigningKey Symmetric { get; } = SigningKey("shared", SecretText);

    internal WebhookSigningKey Asymmetric { get; } = SigningKey("pair", SeedText);

    internal WebhookVerificationKey SharedKey { get; } = VerificationKey("shared", SecretText);

    internal WebhookVerificationKey PublicKey { get; } = VerificationKey("public", PublicText);

    internal WebhookVerificationKey OtherKey { get; } = VerificationKey("other", OtherSecretText);

    internal static WebhookSigningKey SigningKey(string name, string text)
    {
        using var secret = new SecretText(text);
        Assert.True(WebhookSigningKey.TryParse(name, secret, out var key));
        return key;
    }

    internal static WebhookVerificationKey VerificationKey(string name, string text)
    {
        using var secret = new SecretText(text);
        Assert.True(WebhookVerificationKey.TryParse(name, secret, out var key));
        return key;
    }

    internal List<KeyValuePair<string, string>> Sign(params WebhookSigningKey[] keys) =>
        [.. Signer.Sign(new WebhookMessage(Id, Now, Body), keys)];

    internal WebhookVerification Verify(
        IReadOnlyList<KeyValuePair<string, string>> headers, params WebhookVerificationKey[] keys) =>
        Verifier.Verify(headers, Body, keys);

    /// <summary>Why it was refused; null when it verified.</summary>
    internal WebhookRefusal? Refusal(
        IReadOnlyList<KeyValuePair<string, string>> headers, params WebhookVerificationKey[] keys) =>
        (Verify(headers, keys) as WebhookVerification.Refused)?.Reason;

    /// <summary>The same headers with another value for one of them.</summary>
    internal static List<KeyValuePair<string, string>> With(
        IEnumerable<KeyValuePair<string, string>> headers, string name, string value) =>
        [.. headers.Select(header => header.Key == name ? new(name, value) : header)];
}
