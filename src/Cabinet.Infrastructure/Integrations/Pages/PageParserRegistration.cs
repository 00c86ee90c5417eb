using Cabinet.Application.Integrations.Pages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Registers the page parser that runs in process.</summary>
public static class PageParserRegistration
{
    /// <summary>Adds <see cref="IPageParser"/> on AngleSharp, as a singleton. <see cref="PageLimits"/> are taken from
    /// the container if they are registered, otherwise their defaults.</summary>
    /// <param name="services">The container's services.</param>
    /// <returns>The same services.</returns>
    /// <remarks>Limits outside their ranges fail when the parser is first asked for, with an
    /// <see cref="ArgumentOutOfRangeException"/> that names the limit.</remarks>
    public static IServiceCollection AddAngleSharpPages(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(new PageLimits());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IntegrationTelemetry>();
        services.TryAddSingleton<AngleSharpPageParser>();
        services.TryAddSingleton<IPageParser>(provider => new MeasuredPageParser(
            provider.GetRequiredService<AngleSharpPageParser>(), provider.GetRequiredService<IntegrationTelemetry>()));
        return services;
    }
}
