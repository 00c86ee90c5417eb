using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Persistence.InMemory;
using Cabinet.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Bench.Security;

/// <summary>Cabinet's security as a process composes it, over a store in memory.</summary>
internal static class OpenSecurity
{
    public static async Task<ServiceProvider> OpenAsync(
        string folder, SealingProfile profile, CancellationToken cancellation)
    {
        var services = new ServiceCollection();
        services.AddCabinet(cabinet => cabinet.UseRootKeyFile(Path.Combine(folder, "root.key"))).AddInMemoryStore();
        services.Configure<SecurityOptions>(options => options.Profile = profile);
        var provider = services.BuildServiceProvider();
        await CabinetStartup.OpenCabinetAsync(provider, cancellation);
        return provider;
    }
}
