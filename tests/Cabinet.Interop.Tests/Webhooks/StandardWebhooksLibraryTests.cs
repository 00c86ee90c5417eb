using System.Text;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Webhooks;
using Cabinet.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Interop.Tests.Webhooks;

/// <summary>Standard Webhooks both ways with npm's standardwebhooks, with Node's Ed25519, and openssl.</summary>
public sealed class StandardWebhooksLibraryTests(NodeBridge node)
{
    private const string Library = "standardwebhooks";
    private const string Id = "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W";
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OldSecret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    // RFC 8032, 7.1, test 1.
    private const string PrivateKey =
        "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==";
    private const string PublicKey = "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_750_000_000);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"type\":\"contact.created\",\"name\":\"Zoë 😀\"}");

    private readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton<TimeProvider>(new FakeTimeProvider(Now))
        .AddCabinetSecurity(_ => { })
        .BuildServiceProvider();

    [Fact]
    public async Task It_verifies_what_we_sign_and_refuses_a_change()
    {
        var headers = Sign(Secret);

        Assert.True(await VerifyInNodeAsync(Secret, headers, Body));
        await Assert.ThrowsAsync<NodeException>(() => VerifyInNodeAsync(Secret, headers, [.. Body, 0x20]));
        await Assert.ThrowsAsync<NodeException>(() => VerifyInNodeAsync(OldSecret, headers, Body));
        await Assert.ThrowsAsync<NodeException>(
            () => VerifyInNodeAsync(Secret, headers, Body, Now.AddSeconds(301)));
    }

    [Fact]
    public async Task During_a_rotation_it_finds_its_signature_among_ours()
    {
        var headers = Sign(PrivateKey, OldSecret, Secret);

        Assert.True(await VerifyInNodeAsync(Secret, headers, Body));
        Assert.True(await VerifyInNodeAsync(OldSecret, headers, Body));
    }

    [Fact]
    public async Task We_verify_what_it_signs_and_refuse_a_change()
    {
        var signature = (await node.CallAsync(Library, "sign", new
        {
            secret = Secret, id = Id, timestamp = Now.ToUnixTimeSeconds(), body = Body,
        })).GetString()!;

        Assert.Equal(new WebhookVerification.Verified(Id, Now, "key"), Verify(signature, Body, Secret));
        Assert.IsType<WebhookVerification.Refused>(Verify(signature, [.. Body, 0x20], Secret));
        Assert.IsType<WebhookVerification.Refused>(Verify(signature, Body, OldSecret));
        Assert.IsType<WebhookVerification.Refused>(Verify(signature, Body, PublicKey));
    }

    [Fact]
    public async Task Asymmetric_signatures_verify_both_ways()
    {
        var ours = Sign(PrivateKey)["webhook-signature"];
        var theirs = (await node.CallAsync(Library, "signAsymmetric", new
        {
            key = PrivateKey, id = Id, timestamp = Now.ToUnixTimeSeconds(), body = Body,
        })).GetString()!;

        Assert.Equal(new WebhookVerification.Verified(Id, Now, "key"), Verify(theirs, Body, PublicKey));
        Assert.IsType<WebhookVerification.Refused>(Verify(theirs, [.. Body, 0x20], PublicKey));
        Assert.True(await VerifyAsymmetricInNodeAsync(ours, Body));
        Assert.False(await VerifyAsymmetricInNodeAsync(ours, [.. Body, 0x20]));
    }

    [Fact]
    public async Task Openssl_makes_the_same_tag_of_the_secret()
    {
        using var openssl = new OpenSsl();
        openssl.Write("content", Content());
        var (isSuccess, _) = await openssl.RunAsync(
            "dgst", "-sha256", "-mac", "HMAC", "-macopt", $"hexkey:{Convert.ToHexString(KeyBytes(Secret))}", "-binary",
            "-out", "tag", "content");

        Assert.True(isSuccess);
        Assert.Equal(Sign(Secret)["webhook-signature"], "v1," + Convert.ToBase64String(openssl.Read("tag")));
    }

    [Fact]
    public async Task Openssl_verifies_an_asymmetric_signature()
    {
        using var openssl = new OpenSsl();
        openssl.Write("content", Content());
        openssl.Write("signature", Convert.FromBase64String(Sign(PrivateKey)["webhook-signature"]["v1a,".Length..]));
        openssl.Write("public.der", [.. Convert.FromHexString("302a300506032b6570032100"), .. KeyBytes(PublicKey)]);

        Assert.Equal((true, "Signature Verified Successfully\n"), await openssl.RunAsync(
            "pkeyutl", "-verify", "-pubin", "-inkey", "public.der", "-keyform", "DER", "-rawin", "-in", "content",
            "-sigfile", "signature"));
    }

    private static byte[] Content() => [.. Encoding.ASCII.GetBytes($"{Id}.{Now.ToUnixTimeSeconds()}."), .. Body];

    private static byte[] KeyBytes(string key) => Convert.FromBase64String(key[(key.IndexOf('_') + 1)..]);

    private Dictionary<string, string> Sign(params string[] keys)
    {
        var signing = keys.Select(text =>
        {
            using var secret = new SecretText(text);
            Assert.True(WebhookSigningKey.TryParse("key", secret, out var key));
            return key;
        }).ToArray();
        var headers = services.GetRequiredService<IWebhookSigner>().Sign(new WebhookMessage(Id, Now, Body), signing);
        return new Dictionary<string, string>(headers);
    }

    private WebhookVerification Verify(string signature, byte[] body, string keyText)
    {
        using var secret = new SecretText(keyText);
        Assert.True(WebhookVerificationKey.TryParse("key", secret, out var key));
        KeyValuePair<string, string>[] headers =
        [
            new("webhook-id", Id),
            new("webhook-timestamp", Now.ToUnixTimeSeconds().ToString(null, null)),
            new("webhook-signature", signature),
        ];
        return services.GetRequiredService<IWebhookVerifier>().Verify(headers, body, [key]);
    }

    private async Task<bool> VerifyInNodeAsync(
        string secret, Dictionary<string, string> headers, byte[] body, DateTimeOffset? now = null)
    {
        var answer = await node.CallAsync(Library, "verify", new
        {
            secret, headers, body, now = (now ?? Now).ToUnixTimeSeconds(),
        });
        return answer.GetBoolean();
    }

    private async Task<bool> VerifyAsymmetricInNodeAsync(string signature, byte[] body)
    {
        var answer = await node.CallAsync(Library, "verifyAsymmetric", new
        {
            key = PublicKey, signature, id = Id, timestamp = Now.ToUnixTimeSeconds(), body,
        });
        return answer.GetBoolean();
    }
}
