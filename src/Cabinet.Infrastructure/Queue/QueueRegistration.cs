using Cabinet.Application;
using Cabinet.Application.BackgroundTasks;
using Cabinet.Application.Observability;
using Cabinet.Application.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Registers the queue's runtime.</summary>
public static class QueueRegistration
{
    /// <summary>
    /// Registers what any process needs that enqueues jobs: ids (<see cref="IIdGenerator"/>), the signal that wakes
    /// workers of the same process (<see cref="IQueueSignal"/>), and scopes for handlers (<see cref="IJobScopes"/>).
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <returns><paramref name="services"/>, for chaining.</returns>
    public static IServiceCollection AddQueue(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdGenerator, MonotonicIdGenerator>();
        services.TryAddSingleton<QueueSignal>();
        services.TryAddSingleton<IQueueSignal>(provider => provider.GetRequiredService<QueueSignal>());
        services.TryAddSingleton<IJobScopes, JobScopes>();
        return services;
    }

    /// <summary>
    /// Makes this process a node that runs jobs, from the start of its host to its stop. Needs an
    /// <see cref="IJobExecutor"/> and an <see cref="Application.Persistence.IStore"/>.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    /// <returns><paramref name="services"/>, for chaining.</returns>
    public static IServiceCollection AddWorkers(
        this IServiceCollection services, Action<WorkerOptions>? configure = null)
    {
        services.AddQueue();
        services.AddOptions<WorkerOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<WorkerOptions>, WorkerOptionsValidator>());
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<WorkerOptions>>().Value);
        services.TryAddSingleton(typeof(GuardedLogger<>));
        services.TryAddSingleton<QueueTelemetry>();
        services.TryAddSingleton<ClaimGate>();
        services.TryAddSingleton<KeyHalt>();
        services.TryAddSingleton<JobRunner>();
        services.TryAddSingleton<OutcomeSettler>();
        services.TryAddSingleton<SuspectTurn>();
        services.TryAddSingleton<ServedQueues>();
        services.TryAddSingleton<CancelRequests>();
        services.TryAddSingleton<Drain>();
        services.TryAddSingleton<NodeMembership>();
        services.TryAddSingleton<NodeObserver>();
        services.TryAddSingleton<NodeIdentity>();
        services.TryAddSingleton<INodeIdentity>(provider => provider.GetRequiredService<NodeIdentity>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthCheck, NodeHealthCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, UnservedQueues>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, QueueDepths>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, NodeRuntime>());
        return services;
    }
}
