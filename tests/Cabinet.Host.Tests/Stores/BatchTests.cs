using System.Text.Json.Serialization;
using System.Threading.Channels;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Domain.Batches;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Persistence.InMemory;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Host.Tests.Stores;

public sealed partial class BatchTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly Channel<string> ran = Channel.CreateUnbounded<string>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_batch_that_grows_from_within_ends_once_with_all_of_its_jobs(string kind)
    {
        await using var server = kind == "postgres" ? await ServerStore.StartAsync() : null;
        await using var services = await OpenAsync(kind, server);
        await StartAsync(services);
        var client = services.GetRequiredService<IBatchClient>();

        var batch = await client.CreateAsync(Callbacks, Cancellation);
        var items = Enumerable.Range(0, 300).Select(number => new Item(number % 100 == 0 ? "grow" : "do"));
        var added = await client.AddAsync(batch, items.ToAsyncEnumerable(), "items", cancellationToken: Cancellation);
        var again = await client.AddAsync(batch, items.ToAsyncEnumerable(), "items", cancellationToken: Cancellation);
        Assert.Equal(BatchResult.Done, await client.AddAsync(batch, [new Item("do")], null, Cancellation));
        Assert.Equal(BatchResult.Done, await client.CloseAsync(batch, Cancellation));

        Assert.Equal((new EnqueueManyResult(300, 0), new EnqueueManyResult(0, 300)), (added, again));
        Assert.Equal(["completion", "success"], await NextAsync(2));
        var found = await client.FindAsync(batch, Cancellation);
        Assert.Equal(BatchStatus.Succeeded, found?.Status);
        Assert.Equal(new BatchCounts(316, 316, 0, 0, 0), found?.Progress.Counts);
        Assert.Equal(BatchResult.Closed, await client.AddAsync(batch, [new Item("do")], null, Cancellation));
        var late = await client.AddAsync(batch, items.ToAsyncEnumerable(), "late", cancellationToken: Cancellation);
        Assert.IsType<BatchClosedException>(late.Cause);
        await StopAsync(services);
        Assert.False(ran.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_failed_job_calls_once_and_holds_the_batch_open_until_somebody_decides(string kind)
    {
        await using var server = kind == "postgres" ? await ServerStore.StartAsync() : null;
        await using var services = await OpenAsync(kind, server);
        await StartAsync(services);
        var client = services.GetRequiredService<IBatchClient>();
        var letters = services.GetRequiredService<DeadLetterCommands>();

        var batch = await client.CreateAsync(Callbacks, Cancellation);
        await client.AddAsync(batch, [new Item("fail"), new Item("do")], null, Cancellation);
        await client.CloseAsync(batch, Cancellation);
        Assert.Equal(["failure"], await NextAsync(1));
        var dead = Assert.Single(await services.GetRequiredService<IStore>().DeadLetters.ListAsync(
            DeadLetterFilter.All, Page.First, Cancellation));
        Assert.IsType<OperationResult.Done>(await letters.DiscardAsync(dead.Id, Caller.LocalOperator, null, Cancellation));

        Assert.Equal(["completion"], await NextAsync(1));
        await StopAsync(services);
        var found = await client.FindAsync(batch, Cancellation);
        Assert.Equal(BatchStatus.Ended, found?.Status);
        Assert.Equal(new BatchCounts(2, 1, 0, 1, 0), found?.Progress.Counts);
        Assert.False(ran.Reader.TryRead(out _));
    }

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_cancelled_batch_ends_without_running_a_job(string kind)
    {
        await using var server = kind == "postgres" ? await ServerStore.StartAsync() : null;
        await using var services = await OpenAsync(kind, server);
        var client = services.GetRequiredService<IBatchClient>();
        var commands = services.GetRequiredService<BatchCommands>();

        var batch = await client.CreateAsync(Callbacks with { Name = "big" }, Cancellation);
        await client.AddAsync(
            batch, [.. Enumerable.Range(0, 1_500).Select(_ => new Item("do"))], null, Cancellation);
        Assert.Equal(
            new OperationResult.Done(1_500), await commands.CancelAsync(batch, Caller.LocalOperator, "wrong", Cancellation));

        var found = await client.FindAsync(batch, Cancellation);
        Assert.Equal(BatchStatus.Ended, found?.Status);
        Assert.Equal(new BatchCounts(1_500, 0, 1_500, 0, 0), found?.Progress.Counts);
        Assert.IsType<OperationResult.Refused>(
            await commands.CancelAsync(batch, Caller.LocalOperator, "again", Cancellation));
        await StartAsync(services);
        Assert.Equal(["completion"], await NextAsync(1));
        await StopAsync(services);
        Assert.False(ran.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_batch_that_is_made_twice_under_its_id_is_one()
    {
        await using var services = await OpenAsync("memory", null);
        var client = services.GetRequiredService<IBatchClient>();
        var options = Callbacks with { Id = new BatchId(Guid.Parse("019a2f4e-5c1b-7d3e-8f00-0123456789ab")) };

        Assert.Equal(options.Id, await client.CreateAsync(options, Cancellation));
        await client.AddAsync(options.Id.Value, [new Item("do")], null, Cancellation);
        Assert.Equal(options.Id, await client.CreateAsync(options, Cancellation));
        Assert.Equal(1, (await client.FindAsync(options.Id.Value, Cancellation))?.Progress.Counts.Total);
    }

    public void Dispose() => folder.Dispose();

    private static BatchOptions Callbacks => new()
    {
        Completion = new Item("completion"),
        Success = new Item("success"),
        Failure = new Item("failure"),
    };

    private async Task<List<string>> NextAsync(int count)
    {
        var names = new List<string>();
        while (names.Count < count)
        {
            names.Add(await ran.Reader.ReadAsync(Cancellation));
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    private static async Task StartAsync(ServiceProvider services)
    {
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(Cancellation);
        }
    }

    private static async Task StopAsync(ServiceProvider services)
    {
        foreach (var service in services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(Cancellation);
        }
    }

    private async Task<ServiceProvider> OpenAsync(string kind, ServerStore? server)
    {
        var services = new ServiceCollection();
        services.AddSingleton(ran);
        services.AddCabinet(cabinet => cabinet
            .UseRootKeyFile(folder.At("root.key"))
            .AddJob<Item, ItemHandler>("item", ItemsJson.Default.Item));
        _ = kind switch
        {
            "sqlite" => services.AddSqliteStore(options => options.Path = folder.At("cabinet.db")),
            "postgres" => services.AddPostgresStore(options => options.ConnectionString = server!.ConnectionString),
            _ => services.AddInMemoryStore(),
        };
        services.AddWorkers();
        var provider = services.BuildServiceProvider();
        await CabinetStartup.OpenCabinetAsync(provider, Cancellation);
        return provider;
    }

    internal sealed record Item(string Does);

    internal sealed class ItemHandler(Channel<string> ran, IBatchClient batches) : IJobHandler<Item>
    {
        public async ValueTask<JobResult> HandleAsync(Item job, JobContext context, CancellationToken cancellationToken)
        {
            if (job.Does == "fail")
            {
                throw new JobFailedException(FailureKind.Permanent, "It is told to.");
            }

            if (job.Does == "grow")
            {
                await batches.AddAsync(
                    context, Enumerable.Repeat(new Item("do"), 5).ToList(), "more", null, cancellationToken);
            }

            if (context.Batch is { Role: not BatchRole.Member })
            {
                await ran.Writer.WriteAsync(job.Does, cancellationToken);
            }

            return JobResult.Done;
        }
    }

    [JsonSerializable(typeof(Item))]
    internal sealed partial class ItemsJson : JsonSerializerContext;
}
