using Cabinet.Application.Persistence;
using Cabinet.Application.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Infrastructure;

/// <summary>Opens the store before anything else of a host starts: schema first, then the keys.</summary>
public sealed class CabinetStartup(IServiceProvider services) : IHostedLifecycleService
{
    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await OpenCabinetAsync(services, cancellationToken);

        // Done now, so that the first thing that is enlisted in somebody's own transaction needs no commit beside it.
        await services.GetRequiredService<IStore>().PrepareAsync(cancellationToken);
    }

    /// <summary>Brings the store's schema up to date and opens the key ring.</summary>
    /// <param name="services">The composed services.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreException">The store can't be opened; the message says what to do.</exception>
    /// <exception cref="KeyRingException">A key can't be opened under the root key.</exception>
    /// <exception cref="RootKeyException">The root key can't be read.</exception>
    public static async Task OpenCabinetAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetService<IStoreMigrator>() is { } migrator)
        {
            await migrator.MigrateAsync(cancellationToken);
        }

        await services.GetRequiredService<IKeyRing>().OpenAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
