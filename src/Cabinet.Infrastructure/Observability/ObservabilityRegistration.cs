using Cabinet.Application.Observability;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cabinet.Infrastructure.Observability;

/// <summary>Puts observability into a host.</summary>
public static class ObservabilityRegistration
{
    /// <summary>Adds <see cref="IBusinessMetrics"/> and <see cref="ITraceContext"/>.</summary>
    public static IServiceCollection AddObservability(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<IBusinessMetrics, BusinessMetrics>();
        services.TryAddSingleton<ITraceContext, TraceContext>();
        return services;
    }
}
