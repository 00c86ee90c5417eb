using Cabinet.Application.Security;
using Cabinet.Domain.Jobs;

namespace Cabinet.Application.Queue;

/// <summary>How the run of a job ended: a closed set.</summary>
public abstract record JobOutcome
{
    private JobOutcome()
    {
    }

    /// <summary>The handler succeeded.</summary>
    /// <param name="Result">What it returned.</param>
    public sealed record Succeeded(JobResult Result) : JobOutcome;

    /// <summary>The attempt failed; the policy decides what comes next.</summary>
    /// <param name="Failure">How.</param>
    public sealed record Failed(JobFailure Failure) : JobOutcome;

    /// <summary>The handler wants to be called again later; costs no attempt.</summary>
    /// <param name="Delay">When.</param>
    public sealed record Snoozed(TimeSpan Delay) : JobOutcome;

    /// <summary>The node is stopping; the job goes back and costs no attempt.</summary>
    public sealed record Interrupted : JobOutcome;

    /// <summary>Somebody cancelled it.</summary>
    public sealed record Cancelled : JobOutcome;

    /// <summary>The lease is gone: there is nothing to write.</summary>
    public sealed record LeaseLost : JobOutcome;

    /// <summary>It must not run at all: it is poison, or its row can't be read under a proven key.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Failure">For a person.</param>
    public sealed record Quarantined(DeadLetterReason Reason, JobFailure Failure) : JobOutcome;

    /// <summary>This node lacks the key: the job isn't at fault and goes back; the node must stop claiming, loudly.</summary>
    /// <param name="Refusal">Which key.</param>
    public sealed record KeyUnavailable(OpenRefusal.KeyUnavailable Refusal) : JobOutcome;
}
