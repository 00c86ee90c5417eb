using Cabinet.Application.Commands;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Policies;
using Cabinet.Domain.Ids;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Crash.Probe;

/// <summary>Enqueues jobs whose payloads lie in a folder, and takes some of them back; or sees what kills left of them.</summary>
internal sealed class PayloadProbe : IAsyncDisposable
{
    private const int Producers = 4;

    // One commit for several payloads: most of the time some of them are stored and not yet committed.
    private const int Together = 8;
    private const int Length = 100_000;

    private readonly ServiceProvider services;
    private readonly string files;

    private PayloadProbe(ServiceProvider services, string files) => (this.services, this.files) = (services, files);

    public static async Task<PayloadProbe> OpenAsync(string folder)
    {
        var files = Path.Combine(folder, "files");
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddCabinet(cabinet => cabinet
            .UseRootKeyFile(Path.Combine(folder, "root.key"))
            .StorePayloads(files)
            .AddJob<ProbeJob, ProbeHandler>("probe", ProbeJson.Default.ProbeJob));
        services.AddSqliteStore(store => store.Path = Path.Combine(folder, "cabinet.db"));
        var provider = services.BuildServiceProvider();
        await CabinetStartup.OpenCabinetAsync(provider, CancellationToken.None);
        return new PayloadProbe(provider, files);
    }

    /// <summary>Enqueues, and cancels some, until it is killed.</summary>
    public Task ProduceAsync() => Task.WhenAll(Enumerable.Range(0, Producers).Select(async producer =>
    {
        for (var number = 0; ; number++)
        {
            var payload = new ProbeJob($"{producer}.{number}", new string('p', Length), FailsOnce: false);
            var ids = await Service<IJobClient>().EnqueueManyAsync(Enumerable.Repeat(payload, Together).ToList());
            Console.Out.WriteLine($"acknowledged {string.Join(' ', ids)}");
            Console.Out.WriteLine($"cancelling {ids[0]}");
            await Service<JobCommands>().CancelAsync(ids[0], Caller.LocalOperator, null, CancellationToken.None);
        }
    }));

    /// <summary>
    /// Reads each live job's payload, lets two days pass for the files, collects, and reads them all again.
    /// </summary>
    public async Task CheckAsync()
    {
        var live = await ReadAllAsync();
        Console.Out.WriteLine($"files {Stored().Length}");
        foreach (var file in Stored())
        {
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-2));
        }

        var collection = services.GetServices<IBackgroundTask>().Single(task => task.Name == StoredPayload.CollectionTask);
        for (var turn = 0; turn < 2; turn++)
        {
            while ((await collection.RunBatchAsync(CancellationToken.None)).HasMore)
            {
            }
        }

        foreach (var id in live.Intersect(await ReadAllAsync()))
        {
            Console.Out.WriteLine($"whole {id}");
        }

        Console.Out.WriteLine($"left {Stored().Length}");
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    // A payload that is missing or damaged throws, which ends the program with an error.
    private async Task<List<JobId>> ReadAllAsync()
    {
        var jobs = Service<IStore>().Jobs;
        var read = new List<JobId>();
        var page = new Page(Page.MaximumLimit);
        while (await jobs.ListAsync(JobFilter.All, page, CancellationToken.None) is { Count: > 0 } some)
        {
            foreach (var job in some)
            {
                var payload = await jobs.ReadPayloadAsync(job.Id, CancellationToken.None);
                if (payload.Length > Length)
                {
                    read.Add(job.Id);
                }
            }

            page = page with { After = some[^1].Id.Value };
        }

        return read;
    }

    // What is still being written lies in "tmp".
    private string[] Stored() =>
    [
        .. Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "tmp"),
    ];

    private T Service<T>()
        where T : notnull => services.GetRequiredService<T>();
}
