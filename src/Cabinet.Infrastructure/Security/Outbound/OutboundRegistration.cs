using Cabinet.Application;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>Puts the outbound guard into a host.</summary>
internal static class OutboundRegistration
{
    internal static void AddOutboundGuard(this IServiceCollection services)
    {
        services.AddOptions<OutboundOptions>()
            .Validate(
                options => options.IsValid,
                "OutboundOptions: Ports are 1 to 65535 and at least one, MaxRedirects is 0 to 20, ConnectTimeout is more "
                + "than zero and at most 5 minutes.")
            .ValidateOnStart();
        services.TryAddSingleton(provider => new OutboundGuard(
            provider.GetRequiredService<IOptions<OutboundOptions>>(),
            provider.GetRequiredService<IIdGenerator>(),
            provider.GetRequiredService<ILogger<OutboundGuard>>()));
    }
}
