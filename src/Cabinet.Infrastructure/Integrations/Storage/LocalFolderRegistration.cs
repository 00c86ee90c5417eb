using Cabinet.Application.Integrations.Publishing;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Infrastructure.Integrations.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cabinet.Infrastructure.Integrations.Storage;

/// <summary>Puts blobs and the publication feed into a local folder.</summary>
public static class LocalFolderRegistration
{
    /// <summary>
    /// Adds <see cref="IBlobStorage"/>, <see cref="IPublisher"/> and <see cref="IPublicationFeed"/> on a local folder.
    /// </summary>
    public static IServiceCollection AddLocalFolder(
        this IServiceCollection services, Action<LocalFolderOptions> configure)
    {
        services.AddOptions<LocalFolderOptions>()
            .Configure(configure)
            .Validate(
                options => !string.IsNullOrWhiteSpace(options.Path),
                "LocalFolderOptions.Path is empty: name the folder that blobs and the feed are kept in.")
            .ValidateOnStart();
        var isNew = services.All(service => service.ServiceType != typeof(LocalFolderStorage));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IntegrationTelemetry>();
        services.TryAddSingleton<LocalFolderStorage>();
        services.TryAddSingleton<IBlobStorage>(provider => provider.GetRequiredService<LocalFolderStorage>());
        services.TryAddSingleton<LocalPublicationFeed>();
        services.TryAddSingleton<IPublisher>(provider => provider.GetRequiredService<LocalPublicationFeed>());
        services.TryAddSingleton<IPublicationFeed>(provider => provider.GetRequiredService<LocalPublicationFeed>());
        if (isNew)
        {
            services.AddSingleton(provider => provider.GetRequiredService<LocalFolderStorage>().Holdings);
            services.AddSingleton(provider => provider.GetRequiredService<LocalPublicationFeed>().Holdings);
        }

        return services;
    }
}
