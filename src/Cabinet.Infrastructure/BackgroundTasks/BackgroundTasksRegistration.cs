using Cabinet.Application.Commands;
using Cabinet.Application.Schedules;
using Cabinet.Application.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Registers the background tasks.</summary>
public static class BackgroundTasksRegistration
{
    /// <summary>
    /// Runs the background tasks on this node. Needs workers in the same process: leases are taken under the node's id.
    /// Call it after them, so that tasks stop before the node leaves.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configureRetention">Sets how long history is kept; checked when the host starts.</param>
    /// <returns><paramref name="services"/>, for chaining.</returns>
    public static IServiceCollection AddBackgroundTasks(
        this IServiceCollection services, Action<HistoryRetentionOptions>? configureRetention = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(typeof(GuardedLogger<>));
        services.TryAddSingleton<BackgroundTelemetry>();
        services.AddOptions<HistoryRetentionOptions>()
            .Configure(options => configureRetention?.Invoke(options))
            .ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<HistoryRetentionOptions>, HistoryRetentionValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackgroundTask, HistoryRetention>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackgroundTask, DeadLetterExpiry>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackgroundTask, NonceCleanup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackgroundTask, RateCleanup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackgroundTask, JobCounting>());
        services.TryAddSingleton<BulkWork>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackgroundTask, BulkActions>());
        services.AddKeyUpkeep();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackgroundTask, KeyRotationTask>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackgroundTask, KeyResealTask>());
        services.AddOptions<AuditSequencingOptions>().ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<AuditSequencingOptions>, AuditSequencingValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackgroundTask, AuditSequencing>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, BackgroundTaskRunner>());
        services.AddSchedules();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ScheduleRunner>());
        return services;
    }

    /// <summary>
    /// Registers what reads and changes schedules; <see cref="AddBackgroundTasks"/> also fires them. <c>AddCabinet</c>
    /// adds it.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    /// <returns><paramref name="services"/>, for chaining.</returns>
    public static IServiceCollection AddSchedules(
        this IServiceCollection services, Action<ScheduleOptions>? configure = null)
    {
        services.AddOptions<ScheduleOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<ScheduleOptions>, ScheduleOptionsValidator>());
        services.TryAddSingleton<ICronCalendar, CronosCalendar>();
        services.TryAddSingleton<ScheduleFiring>();
        services.TryAddSingleton<ScheduleDeclaring>();
        services.TryAddSingleton<ScheduleCommands>();
        return services;
    }

    /// <summary>
    /// Keeps the key ring of this process up to date, and lets the node that it is confirm it. Every process with a host
    /// needs it; <c>AddCabinet</c> and <see cref="AddBackgroundTasks"/> add it.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options; they are checked when the host starts.</param>
    /// <returns><paramref name="services"/>, for chaining.</returns>
    public static IServiceCollection AddKeyUpkeep(
        this IServiceCollection services, Action<KeyUpkeepOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(typeof(GuardedLogger<>));
        services.AddOptions<KeyUpkeepOptions>().Configure(options => configure?.Invoke(options)).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<KeyUpkeepOptions>, KeyUpkeepValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, KeyRingUpkeep>());
        services.TryAddSingleton<KeyRotation>();
        services.TryAddSingleton<KeyDestruction>();
        services.TryAddSingleton<KeyResealing>();
        return services;
    }
}
