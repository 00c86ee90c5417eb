using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>
/// Admits what retry policies propose, as fast as the types' budgets let it, on this node: each retry takes a place of
/// <see cref="RetrySlots"/>.
/// </summary>
/// <remarks>
/// A settlement that the store didn't take takes another place when it is repeated; a node that restarts begins with full
/// budgets.
/// </remarks>
internal sealed class RetryBudgets
{
    private readonly Lock sync = new();
    private readonly Dictionary<JobType, RetrySlots> slots = [];

    /// <summary>When a retry may run that is proposed for a time: then, or later by at most 7 days.</summary>
    /// <param name="type">Whose budget.</param>
    /// <param name="budget">How fast its retries may begin; another one than before begins anew.</param>
    /// <param name="proposed">When its policy would have it run.</param>
    /// <param name="now">The current time.</param>
    public DateTimeOffset Admit(JobType type, RateLimit budget, DateTimeOffset proposed, DateTimeOffset now)
    {
        var due = UnixMicroseconds.Of(proposed);
        lock (sync)
        {
            if (!slots.TryGetValue(type, out var own) || own.Budget != budget)
            {
                slots[type] = own = new RetrySlots(budget);
            }

            return proposed + TimeSpan.FromMicroseconds(own.Take(due, UnixMicroseconds.Of(now)) - due);
        }
    }
}
