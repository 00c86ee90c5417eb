using System.Text;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Webhooks;
using Cabinet.Infrastructure.Security.Webhooks;

namespace Cabinet.Fuzz.Targets;

/// <summary>
/// Standard Webhooks: header lines (<c>name:value</c>), an empty line, the body. Only what was signed here verifies.
/// </summary>
internal sealed class WebhookTarget : FuzzTarget
{
    private const string SharedKey = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private const string Seed = "whsk_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    // The public half of the seed.
    private const string PublicKey = "whpk_A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";

    private static readonly (string Id, string Body)[] Sent =
    [
        ("msg_1", "{\"type\":\"order.created\"}"),
        ("msg_2", ""),
        ("!#$~", "a\n\nb.c"),
    ];

    private readonly WebhookVerifier verifier = new(new StandingClock(), TimeSpan.FromMinutes(5));

    private readonly WebhookVerificationKey[] keys =
    [
        ReadKey("shared", SharedKey), ReadKey("public", PublicKey),
    ];

    internal override string Name => "webhook";

    internal override IEnumerable<byte[]> Seeds()
    {
        var signer = new WebhookSigner();
        using var shared = ReadSigningKey(SharedKey);
        using var pair = ReadSigningKey(Seed);
        foreach (var (id, body) in Sent)
        {
            var bytes = Encoding.Latin1.GetBytes(body);
            foreach (var signing in new WebhookSigningKey[][] { [shared], [pair], [shared, pair] })
            {
                var headers = signer.Sign(new WebhookMessage(id, StandingClock.Now, bytes), signing);
                var lines = headers.Select(header => $"{header.Key}:{header.Value}");
                yield return [.. Encoding.Latin1.GetBytes(string.Join('\n', lines) + "\n\n"), .. bytes];
            }
        }

        yield return Encoding.Latin1.GetBytes(
            "Webhook-Id:msg_1\nWEBHOOK-TIMESTAMP:1800000300\nwebhook-signature:v1,AAAA v2,x v1a,AAAA\n\n");
    }

    protected override bool Decode(ReadOnlySpan<byte> input)
    {
        var end = input.IndexOf("\n\n"u8);
        var body = end < 0 ? [] : input[(end + 2)..];
        var headers = Encoding.Latin1.GetString(end < 0 ? input : input[..end]).Split('\n')
            .Select(line => line.Split(':', 2))
            .Select(parts => KeyValuePair.Create(parts[0], parts.Length > 1 ? parts[1] : ""))
            .ToList();
        if (verifier.Verify(headers, body, keys) is not WebhookVerification.Verified verified)
        {
            return false;
        }

        var text = Encoding.Latin1.GetString(body);
        Require(
            Sent.Contains((verified.MessageId, text)) && verified.Timestamp == StandingClock.Now,
            "A webhook verified that nobody signed.");
        return true;
    }

    private static WebhookVerificationKey ReadKey(string name, string text)
    {
        using var secret = new SecretText(text);
        return WebhookVerificationKey.TryParse(name, secret, out var key)
            ? key
            : throw new InvalidOperationException($"{name} is no key.");
    }

    private static WebhookSigningKey ReadSigningKey(string text)
    {
        using var secret = new SecretText(text);
        return WebhookSigningKey.TryParse("signing", secret, out var key)
            ? key
            : throw new InvalidOperationException("The text is no key.");
    }
}
