using Cabinet.Application;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Crash.Probe;

/// <summary>A program on Cabinet's public API that says on standard output which enqueues were acknowledged.</summary>
internal sealed class ProbeNode : IAsyncDisposable
{
    private const int Producers = 4;
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    // Every mixture of effects, and one that is retried with all of its steps in the journal.
    private static readonly (string Steps, bool FailsOnce)[] Kinds =
        [("pp", false), ("pkp", false), ("pup", false), ("kuk", false), ("pku", true)];

    private readonly IHost host;

    private ProbeNode(IHost host) => this.host = host;

    public static async Task<ProbeNode> OpenAsync(string folder, string run)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var retry = new RetryPolicy(maximumAttempts: 5, TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1));
        builder.Services
            .AddSingleton(_ => new EventLog(Path.Combine(folder, "events")))
            .AddSingleton(provider => new KeyedReceiver(
                Path.Combine(folder, "effects"), provider.GetRequiredService<EventLog>()))
            .AddSingleton(_ => new ProbeRun(run))
            .AddCabinet(cabinet => cabinet
                .UseRootKeyFile(Path.Combine(folder, "root.key"))
                .AddJob<ProbeJob, ProbeHandler>("probe", ProbeJson.Default.ProbeJob, new JobOptions { Retry = retry }))
            .AddSqliteStore(store => store.Path = Path.Combine(folder, "cabinet.db"))
            .AddWorkers();
        var host = builder.Build();
        await CabinetStartup.OpenCabinetAsync(host.Services, CancellationToken.None);
        return new ProbeNode(host);
    }

    public ValueTask DisposeAsync() => ((IAsyncDisposable)host).DisposeAsync();

    /// <summary>
    /// Enqueues jobs, so many together, and acknowledges them when all of them are through: at that moment nothing is
    /// under way, so whoever watches the system calls knows that all that was written belongs to what was acknowledged.
    /// </summary>
    public async Task EnqueueAsync(int jobs, int together)
    {
        foreach (var some in Enumerable.Range(0, jobs).Chunk(together))
        {
            foreach (var line in await Task.WhenAll(some.Select(EnqueueAsync)))
            {
                Console.Out.WriteLine(line);
            }
        }
    }

    /// <summary>Produces and runs jobs; it ends with its process.</summary>
    public async Task StormAsync()
    {
        await host.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(async producer =>
        {
            for (var number = producer; ; number += Producers)
            {
                await Service<ProbeRun>().WaitForRoomAsync();
                Console.Out.WriteLine(await EnqueueAsync(number));
            }
        }));
    }

    /// <summary>Runs jobs until none is left.</summary>
    public async Task DrainAsync()
    {
        await host.StartAsync();
        while ((await Service<IStore>().Jobs.CountAsync(CancellationToken.None)).Sum(count => count.Count) > 0)
        {
            await Task.Delay(LookInterval, TimeProvider.System);
        }

        await host.StopAsync();
    }

    /// <summary>Replays signed commands beside other processes that do the same.</summary>
    public Replayer Replayer(int run) => new(Service<IStore>(), Service<IIdGenerator>(), run);

    private async Task<string> EnqueueAsync(int number)
    {
        var (steps, failsOnce) = Kinds[number % Kinds.Length];
        var result = await Service<IJobClient>().EnqueueAsync(new ProbeJob(Service<ProbeRun>().Name, steps, failsOnce));
        var id = ((EnqueueResult.Enqueued)result).Id;
        return $"acknowledged {id} {steps}";
    }

    private T Service<T>()
        where T : notnull => host.Services.GetRequiredService<T>();
}
