using Cabinet.Application.Observability;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cabinet.Infrastructure.Observability;

/// <summary>Registers observability's ports.</summary>
public static class ObservabilityRegistration
{
    /// <summary>
    /// Registers <see cref="IBusinessMetrics"/>, <see cref="ITraceContext"/>, the store's health check and
    /// <see cref="HealthReporter"/>. Which exporters listen is the host's choice; <see cref="TelemetryNames"/> says to
    /// what.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <returns><paramref name="services"/>, for chaining.</returns>
    public static IServiceCollection AddObservability(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IBusinessMetrics, BusinessMetrics>();
        services.TryAddSingleton<ITraceContext, TraceContext>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthCheck, StoreHealthCheck>());
        services.TryAddSingleton<HealthReporter>();
        return services;
    }
}
