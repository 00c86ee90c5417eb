using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Infrastructure.Queue;

/// <summary>How long a claim loop waits before it polls.</summary>
/// <remarks>
/// Nodes that were woken together would otherwise poll together ever after. The fractions come from the node's id, so
/// that a run can be repeated.
/// </remarks>
internal static class PollPause
{
    /// <summary>How much of the interval is left to chance.</summary>
    public const double Jitter = 0.25;

    /// <summary>From three quarters of the interval up to all of it, so that no job waits longer than the interval.</summary>
    /// <param name="interval">The option.</param>
    /// <param name="node">Seeds the jitter.</param>
    /// <param name="poll">The number of the poll; each has its own fraction.</param>
    public static TimeSpan Of(TimeSpan interval, NodeId node, int poll) =>
        interval * (1 - (Jitter * JobIdSeed.From(new JobId(node.Value)).Fraction(poll)));
}
