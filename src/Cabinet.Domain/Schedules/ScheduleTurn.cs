namespace Cabinet.Domain.Schedules;

/// <summary>What a schedule does at a moment: which ticks it fires, how many it leaves out, and when it is due next.</summary>
/// <param name="Ticks">The ticks to fire, in their order.</param>
/// <param name="Skipped">How many missed ticks get no job of their own.</param>
/// <param name="NextAt">The first tick that was not looked at; null when the schedule has ended.</param>
public sealed record ScheduleTurn(IReadOnlyList<DateTimeOffset> Ticks, int Skipped, DateTimeOffset? NextAt)
{
    /// <summary>The most ticks that one turn fires; the rest is for the next turn.</summary>
    public const int MaximumFired = 100;

    /// <summary>The most ticks that one turn looks at.</summary>
    public const int MaximumLooked = 10_000;

    /// <summary>A tick that is later than this was missed: one minute.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Works out a turn. A clock that was set back fires nothing a second time: the next tick never moves back.</summary>
    /// <param name="due">The first tick that wasn't fired yet.</param>
    /// <param name="policy">What becomes of missed ticks.</param>
    /// <param name="now">The time.</param>
    /// <param name="next">The first tick after another; null when there is none.</param>
    public static ScheduleTurn At(
        DateTimeOffset due, MisfirePolicy policy, DateTimeOffset now, Func<DateTimeOffset, DateTimeOffset?> next)
    {
        var fired = new List<DateTimeOffset>();
        var skipped = 0;
        DateTimeOffset? missed = null;
        DateTimeOffset? tick = due;
        for (var looked = 0; tick <= now && looked < MaximumLooked && fired.Count < MaximumFired; looked++)
        {
            if (policy == MisfirePolicy.CatchUp || now - tick <= Grace)
            {
                fired.Add(tick.Value);
            }
            else
            {
                skipped++;
                missed = tick;
            }

            tick = next(tick.Value);
        }

        // One job stands for all that were missed, once the last of them is known.
        if (policy == MisfirePolicy.FireOnce && missed is { } last && !(tick <= now && now - tick > Grace))
        {
            fired.Insert(0, last);
            skipped--;
        }

        return new ScheduleTurn(fired, skipped, tick);
    }
}
