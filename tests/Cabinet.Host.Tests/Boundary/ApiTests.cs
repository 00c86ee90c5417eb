using System.Net;
using System.Text;
using System.Text.Json;
using Cabinet.Client;

namespace Cabinet.Host.Tests.Boundary;

public sealed class ApiTests(BoundaryNode node)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_is_accepted_once_under_its_key_and_shown()
    {
        using var key = TestKeys.First.As(BoundaryNode.Shop);
        var client = node.As(key);
        var once = CabinetClient.NewIdempotencyKey();

        var first = await SubmitAsync(client, once);
        var second = await SubmitAsync(client, once);
        var task = await client.FindTaskAsync(first.Id, Cancellation);

        Assert.Equal((true, false), (first.IsNew, second.IsNew));
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(("page", "a label"), (task!.Pipeline, task.Label));
        Assert.Equal(["parse", "publish"], task.Stages.Select(stage => stage.Name));
        Assert.Null(await client.FindTaskAsync(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), Cancellation));
    }

    [Fact]
    public async Task An_idempotency_key_is_one_client_s()
    {
        using var shop = TestKeys.First.As(BoundaryNode.Shop);
        using var small = TestKeys.Second.As(BoundaryNode.Small);
        var once = CabinetClient.NewIdempotencyKey();

        var first = await SubmitAsync(node.As(shop), once);
        var second = await SubmitAsync(node.As(small), once);

        Assert.True(second.IsNew);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task The_public_keys_are_published_to_everybody()
    {
        var keys = JsonElement.Parse(await node.Http.GetStringAsync("v1/keys", Cancellation)).GetProperty("keys");

        var key = Assert.Single(keys.EnumerateArray());
        Assert.Equal("audit-checkpoint", key.GetProperty("purpose").GetString());
        Assert.Contains("BEGIN PUBLIC KEY", key.GetProperty("pem").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("twice", """{"pipeline":"page","input":{"a":1,"\u0061":2}}""", 400, "badBody")]
    [InlineData("twice at the top", """{"pipeline":"page","pipeline":"photo","input":1}""", 400, "badBody")]
    [InlineData("unknown member", """{"pipeline":"page","input":1,"priority":1}""", 400, "badBody")]
    [InlineData("no input", """{"pipeline":"page"}""", 400, "badBody")]
    [InlineData("no JSON", """{"pipeline":"page",""", 400, "badBody")]
    [InlineData("no name", """{"pipeline":"Page","input":1}""", 400, "badBody")]
    [InlineData("no such pipeline", """{"pipeline":"missing","input":1}""", 422, "unknownPipeline")]
    public async Task A_body_that_could_be_read_in_two_ways_is_refused(string why, string body, int status, string code)
    {
        var request = await Requests.Submit(node.Api, why.Replace(' ', '-'), body).SignedAsync(TestKeys.First, BoundaryNode.Shop);

        await ProblemAsync(request, status, code);
    }

    [Fact]
    public async Task Depth_and_size_are_bounded()
    {
        var deep = $$"""{"pipeline":"page","input":{{new string('[', 64)}}{{new string(']', 64)}}}""";
        await ProblemAsync(
            await Requests.Submit(node.Api, "deep", deep).SignedAsync(TestKeys.First, BoundaryNode.Shop), 400, "badBody");

        // Nobody is asked who they are before that.
        var large = Requests.Submit(node.Api, "large", new string(' ', ((1024 + 64) * 1024) + 1));
        large.Headers.ExpectContinue = true;
        await ProblemAsync(large, 413, "tooLarge");
        foreach (var isChunked in new[] { false, true })
        {
            var read = new HttpRequestMessage(HttpMethod.Get, new Uri(node.Api, "v1/keys"))
            {
                Content = new ByteArrayContent("{}"u8.ToArray()),
            };
            read.Headers.TransferEncodingChunked = isChunked;
            await ProblemAsync(read, 413, "tooLarge");
        }
    }

    [Fact]
    public async Task What_is_encoded_or_no_json_is_not_read()
    {
        var encoded = Requests.Submit(node.Api, "encoded");
        encoded.Content!.Headers.ContentEncoding.Add("gzip");
        await ProblemAsync(encoded, 415, "contentEncoding");

        var plain = Requests.Submit(node.Api, "plain");
        plain.Content!.Headers.ContentType = new("text/plain");
        await ProblemAsync(plain, 415, "contentType");
    }

    [Fact]
    public async Task A_target_that_could_be_read_in_two_ways_is_refused()
    {
        foreach (var target in new[] { "/v1/%2Ftasks", "/v1//tasks", "/v1/tasks;a" })
        {
            using var answer = await node.Http.SendAsync(
                new HttpRequestMessage(HttpMethod.Get, new Uri(node.Api + target[1..])), Cancellation);
            var body = await answer.Content.ReadAsStringAsync(Cancellation);
            Assert.True(body.Contains("badTarget", StringComparison.Ordinal), $"{target}: {answer.StatusCode} {body}");
        }

        await ProblemAsync(new HttpRequestMessage(HttpMethod.Delete, new Uri(node.Api, "v1/tasks")), 404, "noRoute");
    }

    [Fact]
    public async Task A_submit_without_an_idempotency_key_is_told_so()
    {
        await ProblemAsync(
            await Requests.Submit(node.Api, null).SignedAsync(TestKeys.First, BoundaryNode.Shop), 400, "idempotencyKey");
        await ProblemAsync(
            await Requests.Submit(node.Api, new string('k', 129)).SignedAsync(TestKeys.First, BoundaryNode.Shop),
            400,
            "idempotencyKey");
    }

    private static Task<SubmittedTask> SubmitAsync(CabinetClient client, string once) => client.SubmitAsync(
        "page", Encoding.UTF8.GetBytes("""{"path":"a","source":"b"}"""), "a label", once, Cancellation);

    private async Task ProblemAsync(HttpRequestMessage request, int status, string code)
    {
        using var answer = await node.Http.SendAsync(request, Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == (HttpStatusCode)status, $"{answer.StatusCode}: {body}");
        var error = JsonElement.Parse(body).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.False(error.TryGetProperty("reference", out _));
    }
}
