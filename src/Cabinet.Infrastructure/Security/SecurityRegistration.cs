using Cabinet.Application.Security;
using Cabinet.Application.Security.DataKeys;
using Cabinet.Application.Security.Hpke;
using Cabinet.Application.Security.Webhooks;
using Cabinet.Infrastructure.Security.Audit;
using Cabinet.Infrastructure.Security.CanonicalJson;
using Cabinet.Infrastructure.Security.DataKeys;
using Cabinet.Infrastructure.Security.Digests;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Hpke;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Outbound;
using Cabinet.Infrastructure.Security.Profiles;
using Cabinet.Infrastructure.Security.RootKeys;
using Cabinet.Infrastructure.Security.Signatures;
using Cabinet.Infrastructure.Security.Tokens;
using Cabinet.Infrastructure.Security.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cabinet.Infrastructure.Security;

/// <summary>Puts the security subsystem into a host.</summary>
public static class SecurityRegistration
{
    /// <summary>
    /// Adds <see cref="IContentProtector"/>, <see cref="IStreamProtector"/>, <see cref="IDataKeys"/>,
    /// <see cref="IKeyedDigest"/>, <see cref="IKeyRing"/>, <see cref="ICanonicalJson"/>, <see cref="IWebhookSigner"/>, <see cref="IWebhookVerifier"/> and
    /// <see cref="ISecureRandom"/>. The host adds an <see cref="IKeyRecords"/> and a <see cref="TimeProvider"/>, and
    /// calls
    /// <see cref="IKeyRing.OpenAsync"/> once the store is ready and before anything is sealed.
    /// </summary>
    /// <param name="services">Where to add them.</param>
    /// <param name="configure">Says where the root key comes from.</param>
    public static IServiceCollection AddCabinetSecurity(
        this IServiceCollection services, Action<SecurityOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SecurityOptions>()
            .Configure(configure)
            .Validate(
                options => !string.IsNullOrWhiteSpace(options.RootKeyVariable),
                "SecurityOptions.RootKeyVariable names no environment variable; the default is CABINET_ROOT_KEY.")
            .Validate(
                ProfilePolicy.IsValid,
                "SecurityOptions.Profile names a profile that may not seal; AesGcmUse or XChaCha20Use must be Active.")
            .ValidateOnStart();
        services.TryAddSingleton<ISecureRandom, OsSecureRandom>();
        services.TryAddSingleton<IRootKeyProvider, ConfiguredRootKeyProvider>();
        services.TryAddSingleton<IRootKeys, RootKeyRewrapping>();
        services.TryAddSingleton(SealingLimits.Default);
        services.TryAddSingleton<ProfilePolicy>();
        services.TryAddSingleton<KeyRingBootstrap>();
        services.TryAddSingleton<KeyRing>();
        services.TryAddSingleton<IKeyRing>(provider => provider.GetRequiredService<KeyRing>());
        services.TryAddSingleton<ISigningKeys, RingSigningKeys>();
        services.TryAddSingleton<IKeyMaker, RingKeyMaker>();
        services.TryAddSingleton<IContentProtector, EnvelopeProtector>();
        services.TryAddSingleton<IStreamProtector, EnvelopeStreamProtector>();
        services.TryAddSingleton<DataKeyWrapping>();
        services.TryAddSingleton<IDataKeys, RingDataKeys>();
        services.TryAddSingleton<IKeyedDigest, HmacKeyedDigest>();
        services.AddAudit();
        services.TryAddSingleton<ICanonicalJson>(JsonCanonicalizer.Shared);
        services.AddMessageSignatures();
        services.TryAddSingleton<IHpke, Rfc9180Hpke>();
        services.AddWebhooks();
        services.AddOutboundGuard();
        services.AddTokens();
        return services;
    }
}
