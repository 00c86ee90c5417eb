using System.Security.Cryptography;
using System.Text;
using Cabinet.Application.Security.Webhooks;
using Cabinet.Tests.Infrastructure.Security.CanonicalJson;
using Cabinet.Tests.Infrastructure.Security.Webhooks;

namespace Cabinet.Tests.Infrastructure.Security;

/// <summary>The examples of docs/security, whose values came from openssl.</summary>
public sealed class DocumentedExampleTests
{
    [Fact]
    public void Canonical_JSON_is_as_the_page_says()
    {
        const string Json = """
            { "Ａ": true, "😀": null, "n": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001, -0],
              "a": "\u20ac\u000A\/" }
            """;

        var canonical = Canonical.Text(Json);

        Assert.Equal(
            """{"a":"€\n/","n":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"😀":null,"Ａ":true}""", canonical);
        Assert.Equal(
            "0e4c4e8f68e6c8dfc713937da4a085d56e11cf6e9967fcdb6b6ebab3e40e4c89",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
    }

    [Fact]
    public void A_webhook_is_as_the_page_says()
    {
        var fixture = new WebhookFixture();
        var message = new WebhookMessage(
            WebhookFixture.Id, WebhookFixture.Now, Encoding.UTF8.GetBytes("""{"type":"contact.created","id":7}"""));

        var headers = fixture.Signer.Sign(message, [fixture.Symmetric, fixture.Asymmetric]);

        Assert.Equal(
            [
                new("webhook-id", "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"),
                new("webhook-timestamp", "1674087231"),
                new(
                    "webhook-signature",
                    "v1,LxabDf6lVUS6v9SSqOgiqKKhRyzXuDMSVFnEqVZxrMY= v1a,Ha6/virzj9Gp6IagVb7x0QmNYfXQPqsmT+h96HEpDPYK"
                    + "AV0JIYGMKyzU9/Y0DxwDp5aYUTPTfrIQswIlPJC7AQ=="),
            ],
            headers);
    }
}
