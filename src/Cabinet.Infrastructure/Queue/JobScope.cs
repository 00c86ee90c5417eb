using Cabinet.Application.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Infrastructure.Queue;

/// <summary>One job's scope of the host's container.</summary>
internal sealed class JobScope(AsyncServiceScope scope) : IJobScope
{
    /// <inheritdoc />
    public IServiceProvider Services => scope.ServiceProvider;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
