using System.Diagnostics;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;

namespace Cabinet.Infrastructure.Queue;

/// <summary>One job in the hands of this node, from its start to its settled outcome.</summary>
internal sealed class JobRun(NodeSession session, ClaimedJob job, long startedAt)
{
    /// <summary>Under which registration it was claimed.</summary>
    public NodeSession Session { get; } = session;

    /// <summary>The claim.</summary>
    public ClaimedJob Job { get; } = job;

    /// <summary>Cancels it.</summary>
    public JobControl Control { get; } = new();

    /// <summary>The timestamp of its start.</summary>
    public long StartedAt { get; } = startedAt;

    /// <summary>The timestamp at which its handler was done.</summary>
    public long EndedAt { get; set; }

    /// <summary>Its span, when somebody listens; current until its outcome was handed to the store.</summary>
    public Activity? Activity { get; set; }

    /// <summary>
    /// Cancels it. What its handler's callbacks throw is theirs: the token is cancelled all the same.
    /// </summary>
    public void Cancel(CancellationCause cause)
    {
        try
        {
            Control.Cancel(cause);
        }
        catch (AggregateException)
        {
            // The handler is responsible for what it registered on its token; others must still be cancelled.
        }
    }
}
