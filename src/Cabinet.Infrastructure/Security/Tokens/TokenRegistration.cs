using Cabinet.Application.Security;
using Cabinet.Application.Security.Tokens;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Signatures.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cabinet.Infrastructure.Security.Tokens;

/// <summary>The services of this folder.</summary>
internal static class TokenRegistration
{
    internal static void AddTokens(this IServiceCollection services)
    {
        services.TryAddSingleton<ITokenIssuer, TokenIssuer>();
        services.TryAddSingleton<ITokenVerifier, TokenVerifier>();
        services.TryAddSingleton<IRingTokenKeys>(provider =>
            new RingVersionKeys(provider.GetRequiredService<ISigningKeys>(), KeyPurposes.Token));
    }
}
