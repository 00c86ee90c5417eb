using Cabinet.Application.Commands;
using Cabinet.Application.Pipelines;
using Cabinet.Application.Queries;
using Cabinet.Application.Queue;
using Cabinet.Application.Security.Clients;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Infrastructure.Observability;
using Cabinet.Infrastructure.Persistence;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Infrastructure;

/// <summary>Composes Cabinet. What is left to add is a store (<c>AddSqliteStore</c>, <c>AddInMemoryStore</c>).</summary>
public static class CabinetRegistration
{
    /// <summary>Adds everything that enqueues, submits, queries and operates.</summary>
    /// <remarks>
    /// A process that shall also run jobs adds <c>AddWorkers</c>. In a generic host the store is migrated and the
    /// key ring opened before any worker starts; elsewhere call <see cref="CabinetStartup.OpenCabinetAsync"/> first.
    /// </remarks>
    public static IServiceCollection AddCabinet(
        this IServiceCollection services, Action<CabinetBuilder>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddCabinetSecurity(static _ => { });
        services.AddSealingFront();
        services.AddObservability();
        services.AddQueue();
        services.TryAddSingleton(provider => new JobCatalog(
            provider.GetServices<JobDefinition>(), provider.GetServices<JobMiddleware>()));
        services.TryAddSingleton(provider => new PipelineCatalog(
            provider.GetServices<Domain.Pipelines.PipelineDefinition>(), provider.GetRequiredService<JobCatalog>()));
        services.TryAddSingleton<IJobExecutor, JobExecutor>();
        services.TryAddSingleton<IJobClient, JobClient>();
        services.TryAddSingleton<IBatchClient, BatchClient>();
        services.TryAddSingleton<BatchCommands>();
        services.TryAddSingleton<BulkCommands>();
        services.TryAddSingleton(AdmissionOptions.Default);
        services.TryAddSingleton<CommandAdmission>();
        services.TryAddSingleton<TaskCommands>();
        services.TryAddSingleton<JobCommands>();
        services.TryAddSingleton<DeadLetterCommands>();
        services.TryAddSingleton<QueueCommands>();
        services.TryAddSingleton<RetentionCommands>();
        services.TryAddSingleton<KeyCommands>();
        services.TryAddSingleton<RootKeyCommands>();
        services.TryAddSingleton<TaskQueries>();
        services.TryAddSingleton<ApiClients>();
        services.TryAddSingleton<ApiClientCommands>();
        services.TryAddSingleton<ClientAuthenticator>();
        services.TryAddSingleton<AccessRefusals>();
        services.AddSingleton<IHostedService, CabinetStartup>();
        services.AddKeyUpkeep();
        services.AddSchedules();
        configure?.Invoke(new CabinetBuilder(services));
        return services;
    }
}
