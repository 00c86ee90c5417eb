using Cabinet.Application.Queue;
using Cabinet.Host.Demo;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Infrastructure.Queue;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Host.Commands;

/// <summary>Composes a node.</summary>
internal static class NodeServices
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(20);

    // The host must not give up before the node has given back what it holds.
    private static readonly TimeSpan ShutdownTimeout = DrainTimeout + TimeSpan.FromSeconds(15);

    // A file that was submitted before is recognised by its task: who runs the demo again after a holiday expects that.
    private static readonly TimeSpan KeepTasks = TimeSpan.FromDays(365);

    /// <summary>Adds Cabinet on a store and a data folder, with workers on the demo's queues and the default one.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="store">The store.</param>
    /// <param name="data">The data folder: blobs, feed and root key.</param>
    /// <param name="payloads">The folder of large payloads.</param>
    /// <param name="concurrency">Jobs of each queue at once; null takes what suits this machine.</param>
    public static void Add(
        IServiceCollection services, StoreAddress store, DataFolder data, PayloadFolder payloads, int? concurrency)
    {
        // Signals are handled by the command line, which stops the host itself.
        services.AddSingleton<IHostLifetime, SilentLifetime>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        services.AddCabinetOn(store, data, payloads);
        services.AddWorkers(options =>
        {
            options.DrainTimeout = DrainTimeout;
            options.Serve(DemoNames.Pages, concurrency);

            // Photographs keep a processor busy each; more of them at once would only take memory.
            options.Serve(DemoNames.Photos, concurrency ?? Math.Max(2, Environment.ProcessorCount));
            options.Serve(JobOptions.DefaultQueue, concurrency);
        });
        services.AddBackgroundTasks(retention => retention.KeepTasks = KeepTasks);
    }
}
