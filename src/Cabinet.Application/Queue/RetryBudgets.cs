using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>
/// Admits what retry policies propose, as fast as the types' budgets let it, on this node: each retry takes the next place.
/// </summary>
/// <remarks>
/// Counted like <see cref="RateRule"/>, over the times at which the retries are due. A settlement that the store didn't
/// take takes another place when it is repeated; a node that restarts begins with full budgets.
/// </remarks>
internal sealed class RetryBudgets
{
    private readonly Lock sync = new();
    private readonly Dictionary<JobType, long> taken = [];

    /// <summary>When a retry may run that is proposed for a time: then, or later.</summary>
    public DateTimeOffset Admit(JobType type, RateLimit budget, DateTimeOffset proposed)
    {
        var due = UnixMicroseconds.Of(proposed);
        lock (sync)
        {
            var place = Math.Max(taken.GetValueOrDefault(type, long.MinValue), due);
            var delay = TimeSpan.FromMicroseconds(Math.Max(0, RateRule.NextAt(budget, place) - due));
            if (delay > RetryPolicy.DelayLimit)
            {
                return proposed + RetryPolicy.DelayLimit;
            }

            taken[type] = place + budget.Interval;
            return proposed + delay;
        }
    }
}
