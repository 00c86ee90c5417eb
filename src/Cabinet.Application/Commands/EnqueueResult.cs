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
    public sealed record Enqueued(JobId Id) : EnqueueResult;

    /// <summary>A live job holds the unique key; nothing was enqueued.</summary>
    /// <param name="Id">The job that holds it.</param>
    public sealed record AlreadyQueued(JobId Id) : EnqueueResult;
}
