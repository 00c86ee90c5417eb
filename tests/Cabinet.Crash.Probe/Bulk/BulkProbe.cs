using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Crash.Probe.Bulk;

/// <summary>A node that works off actions on many jobs, or makes those jobs.</summary>
internal sealed class BulkProbe : IAsyncDisposable
{
    // Slow enough for some kills before the end.
    private const int Rate = 2_000;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly IHost host;

    private BulkProbe(IHost host) => this.host = host;

    /// <param name="folder">Of the root key, and of the store unless there is a connection.</param>
    /// <param name="connection">Of a store on PostgreSQL, or "sqlite".</param>
    /// <param name="works">Whether it runs jobs, which all fail for good, instead of the background tasks.</param>
    public static async Task<BulkProbe> OpenAsync(string folder, string connection, bool works)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddCabinet(cabinet => cabinet
            .UseRootKeyFile(Path.Combine(folder, "root.key"))
            .AddJob<BulkJob, BulkHandler>("bulk", BulkJson.Default.BulkJob));
        builder.Services.AddWorkers(workers =>
        {
            workers.Serve(works ? JobOptions.DefaultQueue : new QueueName("nobodys"), 8);
            workers.Lease = Lease;
        });
        if (!works)
        {
            builder.Services.AddBackgroundTasks();
        }

        _ = connection == "sqlite"
            ? builder.Services.AddSqliteStore(store => store.Path = Path.Combine(folder, "cabinet.db"))
            : builder.Services.AddPostgresStore(store => store.ConnectionString = connection);
        var host = builder.Build();
        await CabinetStartup.OpenCabinetAsync(host.Services, CancellationToken.None);
        return new BulkProbe(host);
    }

    /// <summary>Fills the dead-letter queue with so many jobs.</summary>
    public async Task FillAsync(int count)
    {
        await Service<IJobClient>().EnqueueManyAsync([.. Enumerable.Range(0, count).Select(number => new BulkJob(number))]);
        await host.StartAsync();
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        while (await Service<IStore>().DeadLetters.CountAsync(DeadLetterFilter.All, CancellationToken.None) < count)
        {
            await timer.WaitForNextTickAsync();
        }

        await host.StopAsync();
    }

    /// <summary>Begins an action on all there is.</summary>
    public async Task BeginAsync(BulkKind kind) => await Service<BulkCommands>().StartAsync(
        kind, new BulkFilter(), new Pace(Pace.MaximumLimit, Rate), Caller.LocalOperator, "the storm", CancellationToken.None);

    /// <summary>Works until no action is left, and says how far it is.</summary>
    public async Task WorkAsync()
    {
        await host.StartAsync();
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        var said = -1L;
        while (await Service<IStore>().Bulk.ListOpenAsync(1, CancellationToken.None) is [var bulk])
        {
            if (bulk.Done != said)
            {
                said = bulk.Done;
                Console.Out.WriteLine($"done {said}");
            }

            await timer.WaitForNextTickAsync();
        }

        await host.StopAsync();
    }

    /// <summary>Says what there is: the actions, and the jobs by where they are.</summary>
    public async Task TellAsync()
    {
        var store = Service<IStore>();
        foreach (var bulk in await store.Bulk.ListAsync(Page.First, CancellationToken.None))
        {
            Console.Out.WriteLine(
                $"action {bulk.Kind} matched {bulk.Matched} done {bulk.Done} refused {bulk.Refused} ended {bulk.EndedAt is not null}");
        }

        await TellAsync("live", page => store.Jobs.ListAsync(JobFilter.All, page, CancellationToken.None), job => job.Id.Value);
        await TellAsync(
            "dead", page => store.DeadLetters.ListAsync(DeadLetterFilter.All, page, CancellationToken.None),
            letter => letter.Id.Value);
        await TellAsync(
            "cancelled", page => store.History.ListAsync(HistoryFilter.All, page, CancellationToken.None),
            record => record.End == JobEnd.Cancelled ? record.Id.Value : throw new InvalidOperationException($"{record}"));
    }

    public ValueTask DisposeAsync() => ((IAsyncDisposable)host).DisposeAsync();

    private static async Task TellAsync<T>(string where, Func<Page, ValueTask<IReadOnlyList<T>>> read, Func<T, Guid> id)
    {
        var page = new Page(Page.MaximumLimit);
        while (await read(page) is { Count: > 0 } some)
        {
            foreach (var one in some)
            {
                Console.Out.WriteLine($"{where} {id(one):N}");
            }

            page = page with { After = id(some[^1]) };
        }
    }

    private T Service<T>()
        where T : notnull => host.Services.GetRequiredService<T>();
}
