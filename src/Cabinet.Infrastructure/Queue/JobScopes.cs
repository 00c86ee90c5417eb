using Cabinet.Application.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Infrastructure.Queue;

/// <summary>Opens a scope of the host's container for each job.</summary>
internal sealed class JobScopes(IServiceScopeFactory factory) : IJobScopes
{
    /// <inheritdoc />
    public IJobScope Open() => new JobScope(factory.CreateAsyncScope());
}
