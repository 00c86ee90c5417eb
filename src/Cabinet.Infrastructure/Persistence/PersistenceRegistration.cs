using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Application.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Puts the sealing front into a host.</summary>
public static class PersistenceRegistration
{
    /// <summary>
    /// Adds <see cref="IStore"/>, which seals everything on its way to the driver, and <see cref="IKeyRecords"/>, which
    /// keeps the key ring in the same store.
    /// </summary>
    /// <remarks>
    /// The host adds an <see cref="IStoreDriver"/>, the security subsystem, logging and a <see cref="TimeProvider"/>.
    /// Where there is an <see cref="IQueueSignal"/>, commits wake workers; else they poll.
    /// </remarks>
    public static IServiceCollection AddSealingFront(this IServiceCollection services)
    {
        services.TryAddSingleton<IKeyRecords, StoreKeyRecords>();
        services.TryAddSingleton<IStore, SealingStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISealedHoldings, StoreHoldings>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISealedHoldings, PayloadsElsewhere>(provider =>
            new PayloadsElsewhere(provider.GetRequiredService<IStoreDriver>(), provider.GetService<IPayloadStorage>())));
        return services;
    }
}
