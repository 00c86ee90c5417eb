using Cabinet.Domain.Limits;

namespace Cabinet.Host.Boundary;

/// <summary>Counts calls by caller, one number for each; bounded, and closed to newcomers when it is full.</summary>
internal sealed class RateTable(TimeProvider time, int capacity = RateTable.DefaultCapacity)
{
    private const int DefaultCapacity = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> used = new(StringComparer.Ordinal);

    /// <summary>Takes one call.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="rate">How many it may make.</param>
    /// <returns>Null when it may; otherwise after how long the next one may, at least.</returns>
    public TimeSpan? Take(string caller, RateLimit rate)
    {
        lock (gate)
        {
            var now = UnixMicroseconds.Of(time.GetUtcNow());
            long? until = used.TryGetValue(caller, out var stored) && !RateRule.IsWrong(rate, stored, now) ? stored : null;
            if (RateRule.Free(rate, until, now) < 1)
            {
                return TimeSpan.FromMicroseconds(Math.Max(0, RateRule.NextAt(rate, until!.Value) - now));
            }

            if (until is null && used.Count >= capacity && !MakeRoom(now))
            {
                return rate.Period;
            }

            used[caller] = RateRule.After(rate, until, now, 1);
            return null;
        }
    }

    // What is used up until a time that is over says the same as nothing.
    private bool MakeRoom(long now)
    {
        foreach (var over in used.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList())
        {
            used.Remove(over);
        }

        return used.Count < capacity;
    }
}
