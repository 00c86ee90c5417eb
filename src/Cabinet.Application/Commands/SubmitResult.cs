using Cabinet.Domain.Ids;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Commands;

/// <summary>What became of a submitted task.</summary>
public abstract record SubmitResult
{
    private SubmitResult()
    {
    }

    /// <summary>The task and its first jobs are durable.</summary>
    /// <param name="Id">The task.</param>
    public sealed record Accepted(TaskId Id) : SubmitResult;

    /// <summary>A task was accepted under this idempotency key before; nothing was written.</summary>
    /// <param name="Id">That task.</param>
    public sealed record AlreadyAccepted(TaskId Id) : SubmitResult;

    /// <summary>A security check refused the signed command; nothing was written but the audit of it.</summary>
    /// <param name="Reference">All that may be told: the id under which the audit says why.</param>
    public sealed record Refused(string Reference) : SubmitResult;

    /// <summary>No such pipeline is declared here.</summary>
    /// <param name="Known">Those that are.</param>
    public sealed record UnknownPipeline(IReadOnlyList<PipelineName> Known) : SubmitResult;

    /// <summary>The caller may not.</summary>
    public sealed record Denied : SubmitResult;
}
