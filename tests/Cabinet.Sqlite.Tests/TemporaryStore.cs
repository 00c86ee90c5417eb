using System.Diagnostics.Metrics;
using Cabinet.Application.Persistence;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Sqlite.Tests;

/// <summary>A folder of its own with a store in it, gone at the end.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cabinet-sqlite-");

    public string Folder => folder.FullName;

    public string Path => System.IO.Path.Combine(Folder, "store.db");

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>The services as an application gets them; whoever asks disposes of them.</summary>
    public ServiceProvider Services(Action<SqliteStoreOptions>? configure = null, CommitMeter? meter = null) =>
        ServicesAt(Path, configure, meter);

    /// <summary>The services on any file.</summary>
    public static ServiceProvider ServicesAt(
        string path, Action<SqliteStoreOptions>? configure = null, CommitMeter? meter = null)
    {
        var services = new ServiceCollection().AddSqliteStore(options =>
        {
            options.Path = path;
            configure?.Invoke(options);
        });
        if (meter is not null)
        {
            services.AddSingleton<IMeterFactory>(meter);
        }

        return services.BuildServiceProvider();
    }

    public async ValueTask MigrateAsync()
    {
        await using var services = Services();
        await services.GetRequiredService<IStoreMigrator>().MigrateAsync(TestContext.Current.CancellationToken);
    }

    public IStoreDriver OpenDriver(Action<SqliteStoreOptions>? configure = null) =>
        Services(configure).GetRequiredService<IStoreDriver>();
}
