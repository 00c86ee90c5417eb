namespace Cabinet.Application.Queue;

/// <summary>What lies further in than a middleware.</summary>
/// <param name="cancellationToken">The token that was handed in, or one linked to it.</param>
public delegate ValueTask<JobResult> JobDelegate(CancellationToken cancellationToken);
