using Cabinet.Application.Security.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Security.Webhooks;

/// <summary>Puts the two sides of Standard Webhooks into a host.</summary>
internal static class WebhookRegistration
{
    internal static void AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<WebhookOptions>()
            .Validate(
                options => options.IsValid,
                "WebhookOptions.Tolerance is more than zero and at most an hour; the default is 5 minutes.")
            .ValidateOnStart();
        services.TryAddSingleton<IWebhookSigner, WebhookSigner>();
        services.TryAddSingleton<IWebhookVerifier>(provider => new WebhookVerifier(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<WebhookOptions>>().Value.Tolerance));
    }
}
