using System.Net;
using Cabinet.Host.Tests.Commands;

namespace Cabinet.Host.Tests.Boundary;

public sealed class ReplayStormTests : IDisposable
{
    private const int Replays = 100;

    private readonly TempFolder folder = new();
    private readonly HttpClient http = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_replays_on_two_nodes_that_are_killed_make_one_task()
    {
        await using var store = await ServerStore.StartAsync();
        await RunAsync(store, "db", "migrate");
        await RunAsync(
            store, "clients", "add", "shop", "--key", TestKeys.First.WritePublic(folder, "key"), "--scope", "tasks.submit");
        using var first = await StartAsync(store);
        using var second = await StartAsync(store);
        using var survivor = await StartAsync(store);
        RunningNode[] nodes = [first, second, survivor];

        // Behind one name, as behind a proxy: the signature is good on every node.
        var api = new Uri("http://api.example.com/");
        var request = await Requests.Submit(api, "the-one").SignedAsync(TestKeys.First, BoundaryNode.Shop);
        var answers = new List<Task<HttpStatusCode?>>();
        for (var replay = 0; replay < Replays; replay++)
        {
            answers.Add(SendAsync(await request.CopyAsync(new Uri(nodes[replay % 3].Api!, "v1/tasks"))));
            if (replay == Replays / 3)
            {
                await Task.WhenAny(answers);
                first.Kill();
            }

            if (replay == Replays * 2 / 3)
            {
                second.Kill();
            }
        }

        var statuses = await Task.WhenAll(answers);
        var again = await SendAsync(await request.CopyAsync(new Uri(survivor.Api!, "v1/tasks")));

        Assert.Equal(1, await store.ReadAsync<long>("SELECT count(*) FROM cabinet.task"));
        Assert.Equal(1, await store.ReadAsync<long>("SELECT count(*) FROM cabinet.nonce"));
        Assert.InRange(statuses.Count(status => status == HttpStatusCode.Created), 0, 1);
        Assert.All(statuses, status => Assert.True(
            status is null or HttpStatusCode.Created or HttpStatusCode.Forbidden, $"{status}"));
        Assert.Contains(HttpStatusCode.Forbidden, statuses);
        Assert.Equal(HttpStatusCode.Forbidden, again);

        // Whoever lost the answer finds the outcome by a new nonce and the same key.
        var retry = await Requests.Submit(api, "the-one").SignedAsync(TestKeys.First, BoundaryNode.Shop);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(await retry.CopyAsync(new Uri(survivor.Api!, "v1/tasks"))));
        Assert.Equal(1, await store.ReadAsync<long>("SELECT count(*) FROM cabinet.task"));
    }

    [Fact]
    public async Task A_client_that_was_changed_in_the_store_itself_lets_nobody_in()
    {
        await using var store = await ServerStore.StartAsync();
        await RunAsync(store, "db", "migrate");
        await RunAsync(
            store, "clients", "add", "shop", "--key", TestKeys.First.WritePublic(folder, "key"), "--scope", "tasks.read");
        using var node = await StartAsync(store);

        Assert.Equal(HttpStatusCode.Forbidden, await SubmitAsync(node));
        Assert.Equal(1, await store.ReadAsync<long>(
            "WITH changed AS (UPDATE cabinet.client SET document = replace(document, 'tasks.read', 'tasks.submit') "
            + "RETURNING 1) SELECT count(*) FROM changed"));

        // It isn't called a refusal: an operator has to hear of it.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await SubmitAsync(node));
        Assert.Equal(0, await store.ReadAsync<long>("SELECT count(*) FROM cabinet.task"));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }

    private async Task<HttpStatusCode?> SubmitAsync(RunningNode node)
    {
        var request = await Requests.Submit(new Uri("http://api.example.com/"), "one").SignedAsync(TestKeys.First, "shop/1");
        return await SendAsync(await request.CopyAsync(new Uri(node.Api!, "v1/tasks")));
    }

    // Null is an answer that never came.
    private async Task<HttpStatusCode?> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Host = "api.example.com";
        try
        {
            using var answer = await http.SendAsync(request, Cancellation);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private Task<RunningNode> StartAsync(ServerStore store) => RunningNode.StartAsync(
        folder.At("data"), "--store", store.ConnectionString, "--api", "127.0.0.1:0", "--api-name", "api.example.com");

    private async Task RunAsync(ServerStore store, params string[] command) => (await CabinetProgram.RunAsync(
        [.. command, "--data", folder.At("data"), "--store", store.ConnectionString, "--json"])).Succeeded();
}
