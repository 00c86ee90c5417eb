using System.Text;
using System.Text.Json;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Webhooks;
using Cabinet.Infrastructure.Security.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Security.Webhooks;

/// <summary>The cases of Standard Webhooks' own library tests.</summary>
public sealed class StandardWebhooksVectorTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_case_ends_as_it_is_expected_to()
    {
        var outcomes = new Dictionary<string, int>();
        foreach (var test in SharedVectors.Read("standard-webhooks/cases.json").EnumerateArray())
        {
            var expected = test.GetProperty("expect").GetString()!;
            var name = test.GetProperty("name").GetString();
            Assert.Equal((name, expected), (name, Run(test)));
            outcomes[expected] = outcomes.GetValueOrDefault(expected) + 1;
        }

        output.WriteLine($"standard-webhooks/cases.json: {string.Join(", ", outcomes)}; no deviations");
        Assert.Equal(3, outcomes["valid"]);
        Assert.Equal(7, outcomes["invalid"]);
        Assert.Equal(1, outcomes["error"]);
    }

    [Fact]
    public void The_valid_cases_are_what_the_signer_writes()
    {
        var cases = SharedVectors.Read("standard-webhooks/cases.json").EnumerateArray();
        var test = cases.First(item => item.GetProperty("name").GetString() == "valid");
        using var key = WebhookFixture.SigningKey("key", Text(test, "secret")!);
        var message = new WebhookMessage(
            Text(test, "id")!,
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(Text(test, "timestamp")!, null)),
            Encoding.UTF8.GetBytes(Text(test, "payload")!));

        var headers = new WebhookSigner().Sign(message, [key]);

        Assert.Equal(
            [
                new("webhook-id", Text(test, "id")!),
                new("webhook-timestamp", Text(test, "timestamp")!),
                new("webhook-signature", Text(test, "signature")!),
            ],
            headers);
    }

    /// <summary>One case has a secret without a prefix, which is read by the method that names its scheme.</summary>
    private static string Run(JsonElement test)
    {
        using var secret = new SecretText(Text(test, "secret"));
        if (!WebhookVerificationKey.TryParseSymmetric("key", secret, out var key)) return "error";
        using (key)
        {
            var time = new FakeTimeProvider(
                DateTimeOffset.FromUnixTimeSeconds(test.GetProperty("verifierUnixTime").GetInt64()));
            var tolerance = TimeSpan.FromSeconds(test.GetProperty("toleranceSeconds").GetInt32());
            var headers = new[] { "id", "timestamp", "signature" }
                .Where(name => Text(test, name) is not null)
                .Select(name => KeyValuePair.Create($"webhook-{name}", Text(test, name)!))
                .ToList();
            var body = Encoding.UTF8.GetBytes(Text(test, "payload")!);
            return new WebhookVerifier(time, tolerance).Verify(headers, body, [key]) is WebhookVerification.Verified
                ? "valid"
                : "invalid";
        }
    }

    private static string? Text(JsonElement test, string property) => test.GetProperty(property).GetString();
}
