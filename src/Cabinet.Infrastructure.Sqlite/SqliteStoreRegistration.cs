using System.Diagnostics.Metrics;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Copying;
using Cabinet.Infrastructure.Sqlite.Copying;
using Cabinet.Infrastructure.Relational;
using Cabinet.Infrastructure.Sqlite.Observability;
using Cabinet.Infrastructure.Sqlite.Schema;
using Cabinet.Infrastructure.Sqlite.Seat;
using Cabinet.Infrastructure.Sqlite.Writing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Sqlite;

/// <summary>Adds the embedded store to an application.</summary>
public static class SqliteStoreRegistration
{
    private const string LogCategory = "Cabinet.Sqlite";

    /// <summary>
    /// Adds <see cref="IStoreDriver"/>, <see cref="IStoreMigrator"/> and <see cref="INodeSeat"/> on one SQLite file.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Sets at least <see cref="SqliteStoreOptions.Path"/>.</param>
    public static IServiceCollection AddSqliteStore(
        this IServiceCollection services, Action<SqliteStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SqliteStoreOptions>().Configure(configure);
        services.TryAddSingleton<IValidateOptions<SqliteStoreOptions>, SqliteStoreOptionsValidator>();
        services.TryAddSingleton(static provider => new SqliteMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<IStoreDriver>(static provider =>
            new SqliteStoreDriver(Options(provider), Context(provider)));
        services.TryAddSingleton<IStoreMigrator>(static provider =>
            new SqliteStoreMigrator(Options(provider), Time(provider), Logger(provider)));
        services.TryAddTransient<IStoreExport>(static provider => new SqliteStoreExport(Options(provider)));
        services.TryAddSingleton<INodeSeat>(static provider => new SqliteNodeSeat(Options(provider), Time(provider)));
        return services;
    }

    private static WriterContext Context(IServiceProvider provider) => new(
        Path.GetFullPath(Options(provider).Path), Options(provider).BusyTimeout, Time(provider), Logger(provider),
        provider.GetRequiredService<SqliteMetrics>());

    private static SqliteStoreOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<SqliteStoreOptions>>().Value;

    private static TimeProvider Time(IServiceProvider provider) =>
        provider.GetService<TimeProvider>() ?? TimeProvider.System;

    private static QuietLogger Logger(IServiceProvider provider) =>
        new((provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger(LogCategory));
}
