using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cabinet.Crash.Probe.Fleet;

/// <summary>One of several processes on a store on PostgreSQL: a worker, or a producer.</summary>
internal sealed class FleetNode : IAsyncDisposable
{
    private const int Callers = 4;
    private const int Slots = 16;

    // Quick ones, short ones, ones that fail first, one that is dead at last, and now and then one that outlives a lease.
    private static readonly FleetJob[] Jobs =
        [new(0, 0), new(5, 0), new(0, 0), new(20, 1), new(0, 0), new(50, 0), new(0, 0), new(2, 0), new(1, 9), new(0, 0)];

    private static readonly FleetJob Long = new(4_000, 0);
    private const int LongOneIn = 150;

    private readonly IHost host;

    private FleetNode(IHost host) => this.host = host;

    public static async Task<FleetNode> OpenAsync(string folder, string run, string connection, TimeSpan? lease)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        var retry = new RetryPolicy(maximumAttempts: 3, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));
        builder.Services
            .AddSingleton(_ => new FleetLog(folder, run, TimeProvider.System))
            .AddSingleton(TimeProvider.System)
            .AddSingleton<FleetMembership>()
            .AddSingleton<FleetProgress>()
            .AddSingleton<ILoggerProvider, FleetWarnings>()
            .AddSingleton(_ => new FleetHold(Path.Combine(folder, $"hold-{run}"), TimeProvider.System))
            .AddSingleton<JobExecutor>()
            .AddSingleton<IJobExecutor, RecordingExecutor>()
            .AddCabinet(cabinet => cabinet
                .UseRootKeyFile(Path.Combine(folder, "root.key"))
                .AddJob<FleetJob, FleetHandler>("fleet", FleetJson.Default.FleetJob, new JobOptions { Retry = retry }))
            .AddPostgresStore(store => store.ConnectionString = connection)
            .AddWorkers(workers =>
            {
                workers.Serve(JobOptions.DefaultQueue, Slots);
                workers.Lease = lease ?? workers.Lease;
            });
        Record(builder.Services);
        var host = builder.Build();
        await CabinetStartup.OpenCabinetAsync(host.Services, CancellationToken.None);
        Console.Out.WriteLine("opened");
        return new FleetNode(host);
    }

    public ValueTask DisposeAsync() => ((IAsyncDisposable)host).DisposeAsync();

    /// <summary>Runs jobs; it ends with its process.</summary>
    public Task WorkAsync() => host.RunAsync();

    /// <summary>Enqueues about so many jobs a second; it ends with its process.</summary>
    public Task ProduceAsync(int jobsPerSecond) => Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds((double)Callers / jobsPerSecond), TimeProvider.System);
        for (var number = caller; await pace.WaitForNextTickAsync(); number += Callers)
        {
            await EnqueueAsync(number % LongOneIn == LongOneIn - 1 ? Long : Jobs[number % Jobs.Length]);
        }
    }));

    /// <summary>Enqueues so many jobs that work so many milliseconds.</summary>
    public async Task PutAsync(int count, int work)
    {
        for (var job = 0; job < count; job++)
        {
            await EnqueueAsync(new FleetJob(work, 0));
        }
    }

    private async Task EnqueueAsync(FleetJob job)
    {
        var log = host.Services.GetRequiredService<FleetLog>();
        try
        {
            var result = await host.Services.GetRequiredService<IJobClient>().EnqueueAsync(job);
            log.Write($"acknowledged {((EnqueueResult.Enqueued)result).Id}");
            host.Services.GetRequiredService<FleetProgress>().Count("acknowledged");
        }
        catch (StoreException trouble)
        {
            log.Write(trouble.OutcomeUnknown ? "unacknowledged unsure" : "unacknowledged failed");
        }
    }

    /// <summary>Puts what writes down the store's answers in front of its driver.</summary>
    public static void Record(IServiceCollection services)
    {
        var driver = services.Single(one => one.ServiceType == typeof(IStoreDriver));
        services.Replace(ServiceDescriptor.Singleton<IStoreDriver>(provider => new RecordingDriver(
            (IStoreDriver)driver.ImplementationFactory!(provider),
            provider.GetRequiredService<FleetLog>(),
            provider.GetRequiredService<FleetMembership>(),
            provider.GetRequiredService<FleetHold>())));
    }
}
