using System.Globalization;

namespace Cabinet.Crash.Tests.Fleet;

/// <summary>How long each kind of fault held the fleet up, for people: a shared machine's times aren't asserted.</summary>
/// <param name="moments">The faults, in their order.</param>
/// <param name="trace">What the processes wrote down.</param>
internal sealed class FleetPauses(IReadOnlyList<FleetMoment> moments, FleetTrace trace)
{
    private readonly long[] completions =
    [
        .. trace.Outcomes.Where(one => one is { Answer: "committed", Kind: "end" or "dead" }).Select(one => one.At).Order(),
    ];

    /// <summary>A table, one kind of fault a line.</summary>
    public IEnumerable<string> Summary()
    {
        yield return "seconds, median and maximum            fault    no completion     all at work";
        yield return "                            times   itself      anywhere      after its end";
        foreach (var kind in moments.GroupBy(moment => moment.Fault).OrderBy(kind => kind.Key))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  {kind.Key,-24}{kind.Count(),7}{Middle(kind.Select(one => one.Ended - one.Began)),9:F1}"
                + $"{Middle(kind.Select(Pause)),8:F1}{kind.Max(Pause) / 1e6,7:F1}"
                + $"{Middle(kind.Select(Recovery)),11:F1}{kind.Max(Recovery) / 1e6,7:F1}");
        }
    }

    /// <summary>The longest time without any completion from a fault until all went on.</summary>
    public long Pause(FleetMoment moment)
    {
        var longest = 0L;
        var last = moment.Began;
        foreach (var completion in completions)
        {
            if (completion >= moment.Began && last <= moment.WentOn)
            {
                var until = Math.Min(completion, moment.WentOn);
                longest = Math.Max(longest, until - Math.Max(last, moment.Began));
            }

            last = completion;
        }

        return longest;
    }

    private static long Recovery(FleetMoment moment) => moment.WentOn - moment.Ended;

    private static double Middle(IEnumerable<long> times)
    {
        var sorted = times.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2e6;
    }
}
