using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

namespace Cabinet.Bench.Queue;

/// <summary>
/// Cabinet as <c>cabinet serve</c> composes it: encrypted, metrics collected by OpenTelemetry, all options at their
/// defaults.
/// </summary>
internal sealed class CabinetQueue : IQueueUnderTest
{
    private readonly IHost _host;
    private readonly IJobClient _jobs;
    private readonly IStore _store;

    private CabinetQueue(IHost host)
    {
        _host = host;
        _jobs = host.Services.GetRequiredService<IJobClient>();
        _store = host.Services.GetRequiredService<IStore>();
    }

    public static Task<IQueueUnderTest> OpenOnSqliteAsync(
        string folder, Retention kept, JobMeter? workers, CancellationToken cancellation) =>
        OpenOnSqliteAsync(folder, kept, workers, static _ => { }, cancellation);

    /// <summary>The same with something in it replaced.</summary>
    public static Task<IQueueUnderTest> OpenOnSqliteAsync(
        string folder,
        Retention kept,
        JobMeter? workers,
        Action<IServiceCollection> replace,
        CancellationToken cancellation) =>
        OpenAsync(
            folder,
            kept,
            workers,
            services => replace(services.AddSqliteStore(store => store.Path = Path.Combine(folder, "cabinet.db"))),
            cancellation);

    /// <summary>The same on PostgreSQL; the folder holds the root key alone.</summary>
    public static Task<IQueueUnderTest> OpenOnPostgresAsync(
        string folder,
        string connectionString,
        Retention kept,
        JobMeter? workers,
        CancellationToken cancellation) =>
        OpenOnPostgresAsync(folder, connectionString, kept, workers, static _ => { }, cancellation);

    /// <summary>The same with something in it set or replaced.</summary>
    public static Task<IQueueUnderTest> OpenOnPostgresAsync(
        string folder,
        string connectionString,
        Retention kept,
        JobMeter? workers,
        Action<IServiceCollection> replace,
        CancellationToken cancellation) =>
        OpenAsync(
            folder,
            kept,
            workers,
            services => replace(services.AddPostgresStore(store => store.ConnectionString = connectionString)),
            cancellation);

    /// <summary>In a place, with more declared than the measured job.</summary>
    public static Task<CabinetQueue> OpenAsync(
        QueuePlace place, JobMeter? workers, Action<CabinetBuilder> declare, CancellationToken cancellation) => OpenAsync(
        place.Folder,
        Retention.Summary,
        workers,
        services => _ = place.ConnectionString is { } connectionString
            ? services.AddPostgresStore(store => store.ConnectionString = connectionString)
            : services.AddSqliteStore(store => store.Path = Path.Combine(place.Folder, "cabinet.db")),
        declare,
        cancellation);

    /// <summary>What it is composed of.</summary>
    public IServiceProvider Services => _host.Services;

    public async Task EnqueueAsync(CancellationToken cancellation) =>
        await _jobs.EnqueueAsync(MeasuredJob.Instance, cancellationToken: cancellation);

    public async Task EnqueueManyAsync(int jobs, CancellationToken cancellation)
    {
        var payloads = Enumerable.Repeat(MeasuredJob.Instance, jobs).ToArray();
        await _jobs.EnqueueManyAsync(payloads, cancellationToken: cancellation);
    }

    public async Task<bool> IsEmptyAsync(CancellationToken cancellation) =>
        (await _store.Jobs.CountAsync(cancellation)).All(count => count.Count == 0);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static async Task<IQueueUnderTest> OpenAsync(
        string folder,
        Retention kept,
        JobMeter? workers,
        Action<IServiceCollection> addStore,
        CancellationToken cancellation) =>
        await OpenAsync(folder, kept, workers, addStore, static _ => { }, cancellation);

    private static async Task<CabinetQueue> OpenAsync(
        string folder,
        Retention kept,
        JobMeter? workers,
        Action<IServiceCollection> addStore,
        Action<CabinetBuilder> declare,
        CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddCabinet(cabinet => declare(cabinet
            .UseRootKeyFile(Path.Combine(folder, "root.key"))
            .AddJob<MeasuredJob, MeasuredJobHandler>(
                "measured", MeasuredJobContext.Default.MeasuredJob, new JobOptions { Retention = kept })));
        if (workers is not null)
        {
            builder.Services.AddSingleton(workers).AddWorkers();
        }
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Cabinet.*")
            .AddReader(_ => new PeriodicExportingMetricReader(new DiscardedMetrics(), 1_000)));
        addStore(builder.Services);
        var host = builder.Build();
        await host.StartAsync(cancellation);
        return new CabinetQueue(host);
    }
}
