using System.Threading.Channels;
using Cabinet.Application.Commands;
using Cabinet.Application.Queue;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Postgres.Tests.Waking;

/// <summary>A process as an application composes it, with or without workers.</summary>
internal sealed class WakingNode : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly Channel<int> started = Channel.CreateUnbounded<int>();

    private WakingNode(PostgresStoreOptions options, string rootKey, TimeSpan? pollInterval)
    {
        var collection = new ServiceCollection();
        collection
            .AddSingleton(started)
            .AddCabinet(cabinet => cabinet
                .UseRootKeyFile(rootKey)
                .AddJob<WakingJob, Handler>("waking", WakingJson.Default.WakingJob))
            .AddPostgresStore(store =>
            {
                store.ConnectionString = options.ConnectionString;
                store.Schema = options.Schema;
                store.MaximumConnections = options.MaximumConnections;
                store.PoolsTransactions = options.PoolsTransactions;
                store.ListenConnectionString = options.ListenConnectionString;
            });
        if (pollInterval is { } interval)
        {
            collection.AddWorkers(worker => worker.PollInterval = interval);
        }

        services = collection.BuildServiceProvider();
    }

    /// <summary>Starts one.</summary>
    /// <param name="options">Its store.</param>
    /// <param name="rootKey">The file that all processes of the store share.</param>
    /// <param name="pollInterval">How its workers poll; null for a process without workers.</param>
    public static async Task<WakingNode> StartAsync(
        PostgresStoreOptions options, string rootKey, TimeSpan? pollInterval = null)
    {
        var node = new WakingNode(options, rootKey, pollInterval);
        await CabinetStartup.OpenCabinetAsync(node.services, TestContext.Current.CancellationToken);
        foreach (var service in node.services.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }

        return node;
    }

    public async Task EnqueueAsync(int number) => await services.GetRequiredService<IJobClient>()
        .EnqueueAsync(new WakingJob(number), cancellationToken: TestContext.Current.CancellationToken);

    public async Task EnqueueManyAsync(int count) => await services.GetRequiredService<IJobClient>().EnqueueManyAsync(
        [.. Enumerable.Range(0, count).Select(number => new WakingJob(number))],
        cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>The number of the next job that this process starts.</summary>
    /// <exception cref="TimeoutException">None starts within a time in which no poll comes.</exception>
    public async Task<int> NextStartAsync() => await started.Reader
        .ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await services.DisposeAsync();
    }

    private sealed class Handler(Channel<int> started) : IJobHandler<WakingJob>
    {
        public ValueTask<JobResult> HandleAsync(
            WakingJob job, JobContext context, CancellationToken cancellationToken)
        {
            started.Writer.TryWrite(job.Number);
            return ValueTask.FromResult(JobResult.Done);
        }
    }
}
