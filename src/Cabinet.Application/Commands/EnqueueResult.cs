using Cabinet.Domain.Ids;

namespace Cabinet.Application.Commands;

/// <summary>What an enqueue did.</summary>
public abstract record EnqueueResult
{
    private EnqueueResult()
    {
    }

    /// <summary>The job is durable and will run.</summary>
    /// <param name="Id">The job.</param>
    public sealed record Enqueued(JobId Id) : EnqueueResult
    {
        /// <summary>The waiting job that it took the place of, if there was one.</summary>
        public JobId? Replaced { get; init; }
    }

    /// <summary>Another job holds the unique key; nothing was enqueued.</summary>
    /// <param name="Id">The job that holds it.</param>
    public sealed record AlreadyQueued(JobId Id) : EnqueueResult;

    /// <summary>A job of this key was enqueued in this period already; nothing was enqueued.</summary>
    /// <param name="Until">When the next period begins (UTC).</param>
    public sealed record Throttled(DateTimeOffset Until) : EnqueueResult;
}
