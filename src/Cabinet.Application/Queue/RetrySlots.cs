using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;

namespace Cabinet.Application.Queue;

/// <summary>
/// One type's retries, cut into slots of time: so many are due in each, and a retry takes the first free place from its
/// own time on.
/// </summary>
/// <remarks>
/// A slot lasts for a burst's worth of intervals, and for a second at least. Retries are proposed in any order of time, and a
/// place far ahead must not cost those that are due before it, which a single time that moves on (<see cref="RateRule"/>)
/// would: hence places by slot. Full slots are skipped by links that are shortened whenever they are walked, so a place is
/// found in nearly constant time however much is full. What is past is forgotten.
/// </remarks>
internal sealed class RetrySlots
{
    private const long ShortestSlot = 1_000_000;

    private static readonly long Farthest = (long)RetryPolicy.DelayLimit.TotalMicroseconds;

    private readonly Dictionary<long, int> taken = [];
    private readonly Dictionary<long, long> afterFull = [];
    private readonly int capacity;
    private readonly long length;
    private int sweepAt = 64;

    /// <summary>Slots without any retry.</summary>
    /// <param name="budget">How many retries may begin.</param>
    public RetrySlots(RateLimit budget)
    {
        Budget = budget;
        capacity = (int)Math.Max(budget.Burst, (ShortestSlot + budget.Interval - 1) / budget.Interval);
        length = capacity * budget.Interval;
    }

    /// <summary>How many retries may begin.</summary>
    public RateLimit Budget { get; }

    /// <summary>Takes the first free place, in microseconds since 1970; beyond 7 days behind its own time it takes none.</summary>
    /// <param name="due">When the policy would have it run.</param>
    /// <param name="now">The current time: slots before it are forgotten.</param>
    public long Take(long due, long now)
    {
        Forget(now / length);
        var own = due / length;
        var slot = FirstFree(own);
        if ((slot * length) - due > Farthest)
        {
            return due + Farthest;
        }

        var index = taken.GetValueOrDefault(slot);
        taken[slot] = index + 1;
        if (index + 1 == capacity)
        {
            afterFull[slot] = slot + 1;
        }

        // Who was put off begins an interval behind the one before, not with all others at the slot's start.
        return slot == own ? due : Math.Min((slot * length) + (index * Budget.Interval), due + Farthest);
    }

    private long FirstFree(long slot)
    {
        var free = slot;
        while (afterFull.TryGetValue(free, out var next))
        {
            free = next;
        }

        while (slot != free)
        {
            (var next, afterFull[slot]) = (afterFull[slot], free);
            slot = next;
        }

        return free;
    }

    // Each sweep looks at all slots and comes only after their count has doubled: constant for each retry.
    private void Forget(long current)
    {
        if (taken.Count < sweepAt)
        {
            return;
        }

        foreach (var slot in taken.Keys.Where(slot => slot < current).ToList())
        {
            taken.Remove(slot);
            afterFull.Remove(slot);
        }

        sweepAt = Math.Max(64, taken.Count * 2);
    }
}
