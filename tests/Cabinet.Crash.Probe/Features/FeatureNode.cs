using System.Globalization;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Crash.Probe.Fleet;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;
using Cabinet.Domain.Schedules;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cabinet.Crash.Probe.Features;

/// <summary>A node of the storm on the queue's features: it produces and runs jobs of every kind.</summary>
internal sealed class FeatureNode : IAsyncDisposable
{
    private const string Schedule = "ticking";
    private const string Scarce = "scarce";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly IHost host;
    private readonly string folder;

    private FeatureNode(IHost host, string folder)
    {
        this.host = host;
        this.folder = folder;
    }

    /// <param name="folder">Of the logs, and of the store unless there is a connection.</param>
    /// <param name="run">This run.</param>
    /// <param name="connection">Of a store on PostgreSQL, or "sqlite".</param>
    /// <param name="isTicking">Whether the schedule is declared; who doesn't declare it takes it away.</param>
    public static async Task<FeatureNode> OpenAsync(string folder, string run, string connection, bool isTicking)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_ => new FleetLog(folder, run, TimeProvider.System))
            .AddSingleton(provider => new FeatureLog(folder, run, provider.GetRequiredService<FleetLog>()))
            .AddSingleton<FeatureProducer>()
            .AddSingleton<FleetMembership>()
            .AddSingleton<FleetProgress>()
            .AddSingleton<ILoggerProvider, FleetWarnings>()
            .AddSingleton(_ => new FleetHold(Path.Combine(folder, $"hold-{run}"), TimeProvider.System))
            .AddSingleton<JobExecutor>()
            .AddSingleton<IJobExecutor, RecordingExecutor>()
            .AddCabinet(cabinet => Declare(cabinet, folder, isTicking))
            .AddSchedules(schedules => schedules.Owner = "storm")
            .AddWorkers(workers =>
            {
                foreach (var queue in Queues)
                {
                    workers.Serve(new QueueName(queue), 8);
                }

                workers.Lease = Lease;
            })
            .AddBackgroundTasks();
        _ = connection == "sqlite"
            ? builder.Services.AddSqliteStore(store => store.Path = Path.Combine(folder, "cabinet.db"))
            : builder.Services.AddPostgresStore(store => store.ConnectionString = connection);
        FleetNode.Record(builder.Services);
        var host = builder.Build();
        await CabinetStartup.OpenCabinetAsync(host.Services, CancellationToken.None);
        return new FeatureNode(host, folder);
    }

    private static string[] Queues =>
    [
        FeatureQueues.Unique, FeatureQueues.Limited, FeatureQueues.Typed, FeatureQueues.Rated, FeatureQueues.Ordered,
        JobOptions.DefaultQueue.Value,
    ];

    public ValueTask DisposeAsync() => ((IAsyncDisposable)host).DisposeAsync();

    /// <summary>Sets the limits, and when the schedule's first tick is.</summary>
    public async Task PrepareAsync(int ratePerSecond)
    {
        await LimitAsync(
            FeatureQueues.Limited, new QueueLimits { MaximumRunning = 3, MaximumRunningPerPartition = 2 });
        await LimitAsync(
            FeatureQueues.Rated, new QueueLimits { Rate = new RateLimit(ratePerSecond, TimeSpan.FromSeconds(1), burst: 5) });
        MustBeDone(FeatureQueues.Typed, await Service<QueueCommands>().LimitTypeAsync(
            new QueueName(FeatureQueues.Typed), new JobType(Scarce), new TypeLimits { MaximumRunning = 2 },
            Caller.LocalOperator, "the storm", CancellationToken.None));
        await LimitAsync(FeatureQueues.Ordered, new QueueLimits { IsOrdered = true });
        await File.WriteAllTextAsync(
            FromFile(folder),
            (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 1).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Produces and runs jobs; it ends with its process.</summary>
    public async Task StormAsync()
    {
        await host.StartAsync();
        await Service<FeatureProducer>().RunAsync();
    }

    /// <summary>
    /// Writes down which ticks were fired, takes the schedule away, closes every batch that was begun, and runs jobs until
    /// none is left.
    /// </summary>
    public async Task DrainAsync()
    {
        await WriteTicksAsync();
        await host.StartAsync();
        foreach (var line in Directory.EnumerateFiles(folder, "features-*").SelectMany(ReadShared))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "making", var id, ..])
            {
                await Service<IBatchClient>().CloseAsync(new BatchId(Guid.ParseExact(id, "N")));
            }
        }

        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        while ((await Service<IStore>().Jobs.CountAsync(CancellationToken.None)).Sum(count => count.Count) > 0)
        {
            await timer.WaitForNextTickAsync();
        }

        await host.StopAsync();
    }

    private static void Declare(CabinetBuilder cabinet, string folder, bool isTicking)
    {
        cabinet
            .UseRootKeyFile(Path.Combine(folder, "root.key"))
            .AddJob<FeatureJob, FeatureHandler>(
                "feature",
                FeatureJson.Default.FeatureJob,
                new JobOptions { Retry = RetryPolicy.Constant(TimeSpan.FromMilliseconds(50), maximumAttempts: 5) })
            .AddJob<ScarceJob, ScarceHandler>(Scarce, FeatureJson.Default.ScarceJob);
        if (isTicking)
        {
            cabinet.AddSchedule(
                Schedule, Timing(folder), new FeatureJob(FeatureQueues.Tick, "-", 0, 0, FailsOnce: false), MisfirePolicy.CatchUp);
        }
    }

    private static ScheduleTiming.Every Timing(string folder) => new(
        TimeSpan.FromSeconds(1),
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(File.ReadAllText(FromFile(folder)), CultureInfo.InvariantCulture)));

    private static string FromFile(string folder) => Path.Combine(folder, "from");

    private async Task WriteTicksAsync()
    {
        var schedule = await Service<IStore>().Schedules.FindAsync(new ScheduleName(Schedule), CancellationToken.None)
            ?? throw new InvalidOperationException("The schedule is gone.");
        for (var tick = Timing(folder).From; tick < schedule.NextAt; tick += TimeSpan.FromSeconds(1))
        {
            // A schedule knows nothing of ticks before it was made.
            if (tick <= schedule.CreatedAt)
            {
                continue;
            }

            Service<FeatureLog>().Write($"tick {ScheduleTick.JobId(schedule.Id, tick)}");
        }
    }

    private async Task LimitAsync(string queue, QueueLimits limits) => MustBeDone(queue, await Service<QueueCommands>().LimitAsync(
        new QueueName(queue), limits, Caller.LocalOperator, "the storm", CancellationToken.None));

    private static void MustBeDone(string queue, OperationResult result)
    {
        if (result is not OperationResult.Done)
        {
            throw new InvalidOperationException($"The limits of '{queue}' can't be set: {result}");
        }
    }

    private static IEnumerable<string> ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private T Service<T>()
        where T : notnull => host.Services.GetRequiredService<T>();
}
