using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Queue;

/// <summary>One attempt's way through its middleware to its handler.</summary>
internal sealed class MiddlewareChain(
    IReadOnlyList<JobMiddleware> middleware,
    IServiceProvider services,
    JobDefinition definition,
    ReadOnlyMemory<byte> payload,
    JobContext context)
{
    // How many were entered; the handler counts as the last.
    private int entered;

    public ValueTask<JobResult> RunAsync(CancellationToken cancellationToken) => EnterAsync(0, cancellationToken);

    private ValueTask<JobResult> EnterAsync(int place, CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref entered, place + 1, place) != place)
        {
            throw new InvalidOperationException(
                $"{middleware[place - 1].Service.Name} called next twice. An attempt runs its handler once: return after "
                + "next, and let a retry policy repeat what failed.");
        }

        return place == middleware.Count
            ? definition.InvokeAsync(services, payload.Span, context, cancellationToken)
            : Resolve(middleware[place].Service).InvokeAsync(
                context, token => EnterAsync(place + 1, token), cancellationToken);
    }

    private IJobMiddleware Resolve(Type service) =>
        services.GetService(service) as IJobMiddleware ?? throw new JobFailedException(
            FailureKind.Transient,
            $"Middleware {service.Name} is not in the container. Register it before the node starts.");
}
