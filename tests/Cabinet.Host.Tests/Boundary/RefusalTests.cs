using System.Net;
using System.Text.Json;
using Cabinet.Client;

namespace Cabinet.Host.Tests.Boundary;

public sealed class RefusalTests(BoundaryNode node)
{
    private const string Other = """{"pipeline":"page","input":{"path":"z","source":"b"}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Each attack, by the reason that the audit must give for its refusal.</summary>
    private static readonly Dictionary<string, (string Why, Func<BoundaryNode, string, Task<HttpRequestMessage>> Make)> Attacks = new()
    {
        ["unsigned"] = ("NoSignature", (node, once) => Task.FromResult(Requests.Submit(node.Api, once))),
        ["by nobody"] = ("UnknownKey", (node, once) => Requests.Submit(node.Api, once).SignedAsync(TestKeys.First, "nobody/1")),
        ["by a key that isn't there"] =
            ("UnknownKey", (node, once) => Requests.Submit(node.Api, once).SignedAsync(TestKeys.First, "shop/2")),
        ["by another spelling"] =
            ("UnknownKey", (node, once) => Requests.Submit(node.Api, once).SignedAsync(TestKeys.First, "shop/01")),
        ["by a revoked client"] =
            ("UnknownKey", (node, once) => Requests.Submit(node.Api, once).SignedAsync(TestKeys.Second, BoundaryNode.Gone)),
        ["forged"] = ("BadSignature", (node, once) => Requests.Submit(node.Api, once).SignedAsync(TestKeys.Second, BoundaryNode.Shop)),
        ["as another client"] = ("BadSignature", async (node, once) =>
        {
            var request = await Good(node, once);
            var input = request.Headers.GetValues("Signature-Input").Single();
            return request.WithHeader("Signature-Input", input.Replace("shop/1", "small/1", StringComparison.Ordinal));
        }),
        ["stale"] = ("Expired", (node, once) => Good(node, once, TimeSpan.FromMinutes(-6))),
        ["from the future"] = ("NotYetValid", (node, once) => Good(node, once, TimeSpan.FromMinutes(2))),
        ["another body"] = ("DigestMismatch", async (node, once) => (await Good(node, once)).WithBody(Other)),
        ["another body and digest"] = ("BadSignature", async (node, once) =>
        {
            var request = (await Good(node, once)).WithBody(Other);
            var digest = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Other));
            request.Content!.Headers.Remove("Content-Digest");
            request.Content.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(digest)}:");
            return request;
        }),
        ["another idempotency key"] =
            ("BadSignature", async (node, once) => (await Good(node, $"{once}-signed")).WithHeader("Idempotency-Key", once)),
        ["an uncovered idempotency key"] = ("MissingComponent", async (node, once) =>
            (await Requests.Submit(node.Api, null).SignedAsync(TestKeys.First, BoundaryNode.Shop))
                .WithHeader("Idempotency-Key", once)),
        ["another query"] = ("BadSignature", async (node, once) =>
            await (await Good(node, once)).CopyAsync(new Uri(node.Api, "v1/tasks?dry-run=no"))),
        ["signed for another route"] = ("BadSignature", async (node, once) =>
        {
            var request = Requests.Submit(node.Api, once);
            request.RequestUri = new Uri(node.Api, "v1/keys");
            return await (await request.SignedAsync(TestKeys.First, BoundaryNode.Shop)).CopyAsync(new Uri(node.Api, "v1/tasks"));
        }),
        ["signed for another method"] = ("BadSignature", async (node, once) =>
        {
            var request = Requests.Submit(node.Api, once);
            request.Method = HttpMethod.Put;
            await request.SignedAsync(TestKeys.First, BoundaryNode.Shop);
            request.Method = HttpMethod.Post;
            return request;
        }),
        ["signed for another installation"] = ("ForeignAuthority", async (node, once) =>
        {
            var request = Requests.Submit(new Uri("http://other.example.com/"), once);
            await request.SignedAsync(TestKeys.First, BoundaryNode.Shop);
            var copy = await request.CopyAsync(new Uri(node.Api, "v1/tasks"));
            copy.Headers.Host = "other.example.com";
            return copy;
        }),
        ["signed for another name of this node"] = ("BadSignature", async (node, once) =>
        {
            var named = new Uri($"http://localhost:{node.Api.Port}/");
            var request = await Requests.Submit(named, once).SignedAsync(TestKeys.First, BoundaryNode.Shop);
            return await request.CopyAsync(new Uri(node.Api, "v1/tasks"));
        }),
        ["with another tag"] = ("AmbiguousSignature", async (node, once) =>
        {
            var request = await Good(node, once);
            var input = request.Headers.GetValues("Signature-Input").Single();
            return request.WithHeader("Signature-Input", input.Replace("cabinet-v1", "other", StringComparison.Ordinal));
        }),
        ["without the scope"] =
            ("NotAllowed", (node, once) => Requests.Submit(node.Api, once).SignedAsync(TestKeys.Second, BoundaryNode.Reader)),
    };

    public static TheoryData<string> Names => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_attack_is_refused_like_any_other_and_leaves_nothing_but_its_reason(string attack)
    {
        var (why, make) = Attacks[attack];
        var once = CabinetClient.NewIdempotencyKey();

        var reference = await RefusedAsync(await make(node, once));

        using var key = TestKeys.First.As(BoundaryNode.Shop);
        Assert.True((await SubmitAsync(key, once)).IsNew, "The refused request took effect.");
        Assert.Equal(why, await WhyAsync(reference));
    }

    [Fact]
    public async Task A_replay_is_refused_whatever_came_of_the_first()
    {
        var once = CabinetClient.NewIdempotencyKey();
        var request = await Good(node, once);
        var replay = await request.CopyAsync();

        using var answer = await node.Http.SendAsync(request, Cancellation);
        var reference = await RefusedAsync(replay);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("Replayed", await WhyAsync(reference));
    }

    private static Task<HttpRequestMessage> Good(BoundaryNode node, string once, TimeSpan clockError = default) =>
        Requests.Submit(node.Api, once).SignedAsync(TestKeys.First, BoundaryNode.Shop, clockError);

    private Task<SubmittedTask> SubmitAsync(ClientKey key, string once) => node.As(key).SubmitAsync(
        "page", """{"path":"a","source":"b"}"""u8.ToArray(), idempotencyKey: once, cancellationToken: Cancellation);

    // Everything that somebody outside sees is the same for every cause, but for the reference.
    private async Task<string> RefusedAsync(HttpRequestMessage request)
    {
        using var answer = await node.Http.SendAsync(request, Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{answer.StatusCode}: {body}");
        var reference = JsonElement.Parse(body).GetProperty("error").GetProperty("reference").GetString()!;
        Assert.Equal(
            $$$"""{"error":{"code":"refused","message":"The request was refused.","reference":"{{{reference}}}"}}""", body);
        Assert.Equal(36, reference.Length);
        Assert.Equal(
            ["Cache-Control", "Date"], answer.Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["Content-Length", "Content-Type"], answer.Content.Headers.Select(header => header.Key).Order(StringComparer.Ordinal));
        return reference;
    }

    private async Task<string?> WhyAsync(string reference)
    {
        var lines = (await node.RunAsync("audit", "tail", "--last", "200", "--action", "command.refused")).Lines;
        var refused = lines.Select(line => line.GetProperty("entry")).Single(
            entry => entry.TryGetProperty("reference", out var known) && known.GetString() == reference);
        return refused.GetProperty("details").GetProperty("why").GetString();
    }
}
