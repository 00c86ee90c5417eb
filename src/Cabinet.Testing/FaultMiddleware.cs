using Cabinet.Application.Queue;

namespace Cabinet.Testing;

/// <summary>Runs outermost: makes an attempt fail before its handler begins, or begin with a cancelled token.</summary>
internal sealed class FaultMiddleware(CurrentAttempt current) : IJobMiddleware
{
    public ValueTask<JobResult> InvokeAsync(
        JobContext context, JobDelegate next, CancellationToken cancellationToken)
    {
        switch (current.Fault)
        {
            case AttemptFault.Throws { Exception: var exception }:
                throw exception;
            case AttemptFault.Cancels { Cause: var cause }:
                current.Control!.Cancel(cause);
                break;
        }

        return next(cancellationToken);
    }
}
