using Cabinet.Application.Integrations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Infrastructure.Integrations.Storage;

/// <summary>Puts large payloads into a local folder.</summary>
public static class PayloadFolderRegistration
{
    /// <summary>
    /// Adds <see cref="IPayloadStorage"/> on a local folder; <see cref="CabinetBuilder.StorePayloads"/> adds this and the
    /// rest.
    /// </summary>
    public static IServiceCollection AddPayloadFolder(
        this IServiceCollection services, Action<PayloadFolderOptions> configure)
    {
        services.AddOptions<PayloadFolderOptions>()
            .Configure(configure)
            .Validate(
                options => !string.IsNullOrWhiteSpace(options.Path),
                "PayloadFolderOptions.Path is empty: name the folder that large payloads are kept in.")
            .ValidateOnStart();
        if (services.All(service => service.ServiceType != typeof(LocalFolderPayloads)))
        {
            services.AddSingleton<LocalFolderPayloads>();
            services.AddSingleton<IPayloadStorage>(provider => provider.GetRequiredService<LocalFolderPayloads>());
            services.AddSingleton(provider => provider.GetRequiredService<LocalFolderPayloads>().Holdings);
        }

        return services;
    }
}
