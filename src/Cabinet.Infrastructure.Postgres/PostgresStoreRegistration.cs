using System.Diagnostics.Metrics;
using Cabinet.Application;
using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Application.Persistence.Copying;
using Cabinet.Infrastructure.Postgres.Copying;
using Cabinet.Infrastructure.Postgres.Observability;
using Cabinet.Infrastructure.Postgres.Schema;
using Cabinet.Infrastructure.Postgres.Waking;
using Cabinet.Infrastructure.Relational;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Postgres;

/// <summary>Adds the store on PostgreSQL to an application.</summary>
public static class PostgresStoreRegistration
{
    private const string LogCategory = "Cabinet.Postgres";

    /// <summary>
    /// Adds <see cref="IStoreDriver"/>, <see cref="IStoreMigrator"/> and <see cref="INodeSeat"/> on a PostgreSQL server of
    /// version 15 or later, and the <see cref="IQueueBroadcast"/> that wakes the workers of other nodes. Any number of nodes
    /// may share the store.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="configure">Sets at least <see cref="PostgresStoreOptions.ConnectionString"/>.</param>
    public static IServiceCollection AddPostgresStore(
        this IServiceCollection services, Action<PostgresStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<PostgresStoreOptions>().Configure(configure);
        services.TryAddSingleton<IValidateOptions<PostgresStoreOptions>, PostgresStoreOptionsValidator>();
        services.TryAddSingleton(static provider => new PostgresMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton(static provider => new StoreOpening(
            Options(provider), Time(provider), Logger(provider), provider.GetRequiredService<PostgresMetrics>()));
        services.TryAddSingleton<IStoreDriver>(static provider =>
            new PostgresStoreDriver(provider.GetRequiredService<StoreOpening>()));
        services.TryAddSingleton<IStoreMigrator>(static provider =>
            new PostgresStoreMigrator(Options(provider), Time(provider), Logger(provider)));
        services.TryAddTransient<IStoreImport>(static provider => new PostgresStoreImport(
            Options(provider), provider.GetRequiredService<IStoreMigrator>(), Time(provider)));
        services.TryAddSingleton<INodeSeat, FreeSeat>();
        services.TryAddSingleton<IQueueBroadcast>(static provider =>
        {
            var opening = provider.GetRequiredService<StoreOpening>();
            return new PostgresQueueBroadcast(
                Options(provider),
                () => opening.Open().Database.Source,
                provider.GetRequiredService<IIdGenerator>().Next(),
                Logger(provider),
                Time(provider));
        });
        return services;
    }

    private static PostgresStoreOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<PostgresStoreOptions>>().Value;

    private static TimeProvider Time(IServiceProvider provider) =>
        provider.GetService<TimeProvider>() ?? TimeProvider.System;

    private static QuietLogger Logger(IServiceProvider provider) =>
        new((provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger(LogCategory));
}
