using Cabinet.Application.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Composes the in-memory store.</summary>
public static class InMemoryStoreRegistration
{
    /// <summary>
    /// Adds a store that lives and dies with its service provider, for tests and simulation. Several nodes share one by
    /// registering the same <see cref="IStoreDriver"/> instance.
    /// </summary>
    public static IServiceCollection AddInMemoryStore(this IServiceCollection services) =>
        services.AddSingleton<IStoreDriver, InMemoryStoreDriver>().AddSingleton<INodeSeat, FreeNodeSeat>();
}
