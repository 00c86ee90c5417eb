using Cabinet.Application.Security;
using Cabinet.Application.Security.Signatures;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Signatures.Digests;
using Cabinet.Infrastructure.Security.Signatures.Keys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cabinet.Infrastructure.Security.Signatures;

/// <summary>The services of this folder.</summary>
internal static class SignatureRegistration
{
    internal static void AddMessageSignatures(this IServiceCollection services)
    {
        services.TryAddSingleton<ISignatureKeys, SignatureKeys>();
        services.TryAddSingleton<IMessageSigner, MessageSigner>();
        services.TryAddSingleton<IMessageVerifier, MessageVerifier>();
        services.TryAddSingleton<IDigestFields, DigestFields>();
        services.TryAddSingleton<IRingMessageKeys>(provider =>
            new RingVersionKeys(provider.GetRequiredService<ISigningKeys>(), KeyPurposes.HttpSignature));
    }
}
