using System.Text.Json;
using System.Text.Json.Serialization;
using Cabinet.Application.Commands;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Host.Tests.Commands;

/// <summary>The program beside an application that works with batches.</summary>
public sealed partial class BatchCommandTests : IDisposable
{
    private readonly TempFolder folder = new();
    private string[] store = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_batch_is_listed_shown_and_cancelled_once(string kind)
    {
        await using var server = kind == "postgres" ? await ServerStore.StartAsync() : null;
        var (first, second) = await FillAsync(server);

        var listed = (await RunAsync("batches", "list")).Lines;
        Assert.Equal([first, second], listed.Select(batch => Text(batch, "id")));
        Assert.Equal(
            second, Text(Assert.Single((await RunAsync("batches", "list", "--name", "second")).Lines), "id"));
        Assert.Equal(
            second, Text(Assert.Single((await RunAsync("batches", "list", "--limit", "1", "--after", first)).Lines), "id"));
        Assert.Empty((await RunAsync("batches", "list", "--status", "failed")).Lines);
        Assert.Equal(("open", 3, 3), await ShowAsync(first));

        var cancelled = Assert.Single((await RunAsync("batches", "cancel", first, "--reason", "a wrong list")).Lines);
        Assert.Equal(("cancel", 3), (Text(cancelled, "operation"), cancelled.GetProperty("affected").GetInt32()));
        Assert.Equal(("ended", 3, 0), await ShowAsync(first));
        Assert.Equal(("open", 1, 1), await ShowAsync(second));

        var again = await CabinetProgram.RunAsync(["batches", "cancel", first, .. store, "--json"]);
        Assert.Equal((1, "refused"), (again.ExitCode, Text(again.Error, "code")));
        Assert.Contains("has ended", Text(again.Error, "message"), StringComparison.Ordinal);
        var entry = Assert.Single((await RunAsync("audit", "tail", "--action", "batch.cancelled")).Lines).GetProperty("entry");
        Assert.Equal("a wrong list", Text(entry, "reason"));
    }

    [Theory]
    [InlineData(1, "notFound", "show", "019a2f4e-5c1b-7d3e-8f00-0123456789ab")]
    [InlineData(1, "notFound", "cancel", "019a2f4e-5c1b-7d3e-8f00-0123456789ab")]
    [InlineData(2, "badId", "show", "a-batch")]
    [InlineData(2, "usage", "list", "--status", "tired")]
    public async Task What_there_is_not_is_refused_in_words(int exitCode, string code, params string[] command)
    {
        await FillAsync(null);

        var result = await CabinetProgram.RunAsync(["batches", .. command, .. store, "--json"]);

        Assert.Equal((exitCode, code), (result.ExitCode, Text(result.Error, "code")));
    }

    public void Dispose() => folder.Dispose();

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private async Task<(string Status, int Total, int Pending)> ShowAsync(string id)
    {
        var shown = Assert.Single((await RunAsync("batches", "show", id)).Lines);
        return (Text(shown, "status"), shown.GetProperty("total").GetInt32(), shown.GetProperty("pending").GetInt32());
    }

    private async Task<(string First, string Second)> FillAsync(ServerStore? server)
    {
        var data = folder.At("data");
        Directory.CreateDirectory(data);
        store = server is null ? ["--data", data] : ["--data", data, "--store", server.ConnectionString];
        var services = new ServiceCollection();
        services.AddCabinet(cabinet => cabinet
            .UseRootKeyFile(Path.Combine(data, "root.key"))
            .AddJob<Post, PostHandler>("post", PostsJson.Default.Post));
        _ = server is null
            ? services.AddSqliteStore(options => options.Path = Path.Combine(data, "cabinet.db"))
            : services.AddPostgresStore(options => options.ConnectionString = server.ConnectionString);
        await using var provider = services.BuildServiceProvider();
        await CabinetStartup.OpenCabinetAsync(provider, Cancellation);
        var client = provider.GetRequiredService<IBatchClient>();
        return ((await MakeAsync(client, "first", 3)).ToString(), (await MakeAsync(client, "second", 1)).ToString());
    }

    private static async Task<BatchId> MakeAsync(IBatchClient client, string name, int jobs)
    {
        var batch = await client.CreateAsync(new BatchOptions { Name = name }, Cancellation);
        await client.AddAsync(batch, Enumerable.Repeat(new Post("dear"), jobs).ToList(), null, Cancellation);
        return batch;
    }

    private async Task<ProgramResult> RunAsync(params string[] command) =>
        (await CabinetProgram.RunAsync([.. command, .. store, "--json"])).Succeeded();

    internal sealed record Post(string Text);

    internal sealed class PostHandler : IJobHandler<Post>
    {
        public ValueTask<JobResult> HandleAsync(Post job, JobContext context, CancellationToken cancellationToken) =>
            new(JobResult.Done);
    }

    [JsonSerializable(typeof(Post))]
    internal sealed partial class PostsJson : JsonSerializerContext;
}
