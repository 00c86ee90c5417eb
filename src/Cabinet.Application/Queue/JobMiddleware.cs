using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>A declared middleware: its class, and the jobs that it runs around.</summary>
public sealed class JobMiddleware
{
    private JobMiddleware(Type service, JobType? only)
    {
        Service = service;
        Only = only;
    }

    /// <summary>The class; resolved from the scope of each job.</summary>
    public Type Service { get; }

    /// <summary>The only type of job that it runs around; null for all.</summary>
    public JobType? Only { get; }

    /// <summary>Declares a middleware.</summary>
    /// <param name="only">The only type of job that it runs around; null for all.</param>
    /// <typeparam name="TMiddleware">The class; resolved from the scope of each job.</typeparam>
    public static JobMiddleware Create<TMiddleware>(JobType? only = null)
        where TMiddleware : class, IJobMiddleware => new(typeof(TMiddleware), only);
}
