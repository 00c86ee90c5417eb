using System.Text.Json.Serialization;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Persistence.InMemory;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Host.Tests.Stores;

public sealed partial class EnqueueManyTests : IDisposable
{
    private const int Jobs = 25_000;

    private readonly TempFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_stream_that_stopped_half_way_is_repeated_and_every_job_is_there_once(string kind)
    {
        await using var server = kind == "postgres" ? await ServerStore.StartAsync() : null;
        await using var services = await OpenAsync(kind, server);
        var client = services.GetRequiredService<IJobClient>();
        using var stop = new CancellationTokenSource();

        var stopped = await client.EnqueueManyAsync(Numbers(Jobs, stop), "stream", cancellationToken: stop.Token);
        var resumed = await client.EnqueueManyAsync(Numbers(Jobs), "stream", cancellationToken: Cancellation);
        var repeated = await client.EnqueueManyAsync(Numbers(Jobs), "stream", cancellationToken: Cancellation);
        var another = await client.EnqueueManyAsync(Numbers(3), "another", cancellationToken: Cancellation);

        Assert.InRange(stopped.StoppedAt ?? -1, 0, 19_998);
        Assert.IsType<OperationCanceledException>(stopped.Cause, exactMatch: false);
        Assert.Equal(Jobs, resumed.Accepted + resumed.AcceptedBefore);
        Assert.True(resumed.AcceptedBefore >= stopped.Accepted, $"{resumed} after {stopped}");
        Assert.Null(resumed.StoppedAt);
        Assert.Equal(new EnqueueManyResult(0, Jobs), repeated);
        Assert.Equal(new EnqueueManyResult(3, 0), another);
        var counts = await services.GetRequiredService<IStore>().Jobs.CountAsync(Cancellation);
        Assert.Equal(Jobs + 3, counts.Sum(count => count.Count));
    }

    [Fact]
    public async Task Large_payloads_make_smaller_chunks_and_the_stream_goes_on()
    {
        await using var services = await OpenAsync("memory", null);
        var client = services.GetRequiredService<IJobClient>();
        var large = Enumerable.Repeat(new Note(new string('x', 900_000)), 12).ToAsyncEnumerable();

        var result = await client.EnqueueManyAsync(large, "large", cancellationToken: Cancellation);

        Assert.Equal(new EnqueueManyResult(12, 0), result);
    }

    [Fact]
    public async Task A_stream_says_after_each_commit_how_far_it_is()
    {
        await using var services = await OpenAsync("memory", null);
        var client = services.GetRequiredService<IJobClient>();
        var first = new Heard();
        var again = new Heard();

        await client.EnqueueManyAsync(Numbers(Jobs), "stream", progress: first, cancellationToken: Cancellation);
        await client.EnqueueManyAsync(Numbers(Jobs), "stream", progress: again, cancellationToken: Cancellation);

        Assert.Equal([new(9_999, 0), new(19_998, 0), new(Jobs, 0)], first.Reports);
        Assert.Equal([new(0, 9_999), new(0, 19_998), new(0, Jobs)], again.Reports);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_stream_needs_a_key_of_its_own(string? key)
    {
        await using var services = await OpenAsync("memory", null);
        var client = services.GetRequiredService<IJobClient>();

        await Assert.ThrowsAsync<ArgumentException>(
            () => client.EnqueueManyAsync(Numbers(1), key!, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(() => client.EnqueueManyAsync(
            Numbers(1), "key", new EnqueueOptions { UniqueKey = "shared" }, cancellationToken: Cancellation));
    }

    public void Dispose() => folder.Dispose();

    // The caller gives up in the middle of the second chunk.
    private static IAsyncEnumerable<Note> Numbers(int count, CancellationTokenSource? stop = null) =>
        Enumerable.Range(0, count).Select(number =>
        {
            if (number == 15_000)
            {
                stop?.Cancel();
            }

            return new Note($"{number}");
        }).ToAsyncEnumerable();

    private async Task<ServiceProvider> OpenAsync(string kind, ServerStore? server)
    {
        var services = new ServiceCollection();
        services.AddCabinet(cabinet => cabinet
            .UseRootKeyFile(folder.At("root.key"))
            .AddJob<Note, NoteHandler>("note", NotesJson.Default.Note));
        _ = kind switch
        {
            "sqlite" => services.AddSqliteStore(options => options.Path = folder.At("cabinet.db")),
            "postgres" => services.AddPostgresStore(options => options.ConnectionString = server!.ConnectionString),
            _ => services.AddInMemoryStore(),
        };
        var provider = services.BuildServiceProvider();
        await CabinetStartup.OpenCabinetAsync(provider, Cancellation);
        return provider;
    }

    private sealed class Heard : IProgress<EnqueueManyResult>
    {
        public List<EnqueueManyResult> Reports { get; } = [];

        public void Report(EnqueueManyResult value) => Reports.Add(value);
    }

    internal sealed record Note(string Text);

    internal sealed class NoteHandler : IJobHandler<Note>
    {
        public ValueTask<JobResult> HandleAsync(Note job, JobContext context, CancellationToken cancellationToken) =>
            ValueTask.FromResult(JobResult.Done);
    }

    [JsonSerializable(typeof(Note))]
    internal sealed partial class NotesJson : JsonSerializerContext;
}
