using Cabinet.Host.Output;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Host.Commands;

/// <summary>This process as a node on a data folder, from its start to its stop.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly IHost host;

    private NodeProcess(IHost host) => this.host = host;

    /// <summary>The node's services.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Starts a node; it serves the demo's queues and the default one.</summary>
    public static async Task<NodeProcess> StartAsync(
        CommandContext context, int? concurrency, Action<IServiceCollection> configure)
    {
        context.Data.Create();
        context.Store.Create();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.ToStandardError(context.IsVerbose ? LogLevel.Information : LogLevel.Critical);
        NodeServices.Add(builder.Services, context.Store, context.Data, context.Payloads, concurrency);
        configure(builder.Services);
        var node = new NodeProcess(builder.Build());
        try
        {
            await node.host.StartAsync(context.CancellationToken);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives back what runs, leaves the list of the living, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
