using Cabinet.Application;
using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Integrations.Storage;
using Cabinet.Infrastructure.Persistence.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Testing;

/// <summary>Composes Cabinet as an application does, with clock, ids and store of the test.</summary>
internal static class TestComposition
{
    /// <summary>The key of the store beneath the one that has faults.</summary>
    public const string InnerStore = "inner";

    public static ServiceProvider Compose(
        Action<CabinetBuilder> declare,
        Action<IServiceCollection>? configure,
        TimeProvider clock,
        DirectoryInfo folder)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddSingleton<IIdGenerator>(new CountingIds(clock));
        services.AddSingleton<CurrentAttempt>();
        services.AddSingleton(static provider => new Faults(provider.GetRequiredService<JobCatalog>()));
        services.AddSingleton(static provider => new EnqueuedJobs(provider.GetRequiredService<JobCatalog>()));
        services.AddInMemoryStore();
        services.AddCabinet(cabinet =>
        {
            cabinet.AddMiddleware<FaultMiddleware>();
            declare(cabinet);

            // Last, so that whatever file the application names, the test has its own.
            cabinet.UseRootKeyFile(Path.Combine(folder.FullName, "root.key"));
        });
        services.PostConfigure<PayloadFolderOptions>(options => options.Path = folder.FullName);
        ObserveStore(services);
        configure?.Invoke(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    private static void ObserveStore(IServiceCollection services)
    {
        var inner = services.Last(service => service.ServiceType == typeof(IStore));
        services.Remove(inner);
        services.Add(ServiceDescriptor.KeyedSingleton(typeof(IStore), InnerStore, inner.ImplementationType!));
        services.AddSingleton<IStore>(static provider => new ObservedStore(
            provider.GetRequiredKeyedService<IStore>(InnerStore),
            provider.GetRequiredService<EnqueuedJobs>(),
            provider.GetRequiredService<Faults>()));
    }
}
