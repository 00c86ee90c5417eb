using Microsoft.Extensions.Hosting;

namespace Cabinet.Host.Commands;

/// <summary>A host lifetime that leaves signals and messages to the command line.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
