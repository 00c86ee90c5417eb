using System.Globalization;

namespace Cabinet.Crash.Tests.Fleet;

/// <summary>Compares what was acknowledged with what is in the store and in the logs: guarantees 1 to 3.</summary>
internal sealed class FleetVerdict
{
    private readonly FleetTrace trace;
    private readonly FleetStore store;

    public FleetVerdict(FleetTrace trace, FleetStore store)
    {
        this.trace = trace;
        this.store = store;
        Lost = FindLost();
        Double = FindDouble();
        Overlapping = FindOverlapping();
        WronglyExpired = [.. trace.Expired.Where(one => one.At < trace.HeldUntil(one.Node)).Select(one => one.Node)];
    }

    /// <summary>Jobs whose enqueue, or whose outcome, was acknowledged and isn't there.</summary>
    public IReadOnlyList<string> Lost { get; }

    /// <summary>Jobs with two outcomes: two rows, or two acknowledged ends, or two acknowledged outcomes of one claim.</summary>
    public IReadOnlyList<string> Double { get; }

    /// <summary>Runs that began while another run of the same job went on under a live lease.</summary>
    public IReadOnlyList<string> Overlapping { get; }

    /// <summary>Registrations that were declared dead before their lease had run out.</summary>
    public IReadOnlyList<string> WronglyExpired { get; }

    /// <summary>Fails unless everything held.</summary>
    public void AssertHolds()
    {
        Assert.NotEmpty(trace.Acknowledged);
        Assert.Empty(Lost);
        Assert.Empty(Double);
        Assert.Empty(Overlapping);
        Assert.Empty(WronglyExpired);
    }

    /// <summary>The figures, one a line.</summary>
    public IEnumerable<string> Summary()
    {
        yield return Line("jobs acknowledged", trace.Acknowledged.Count);
        yield return Line("enqueues not acknowledged", trace.Unacknowledged);
        yield return Line("ended, in the history", store.Ended.Count);
        yield return Line("dead letters", store.Dead.Count);
        yield return Line("still in the hot table", store.Waiting.Count);
        yield return Line("claims with jobs", trace.Claimed.Claims);
        yield return Line("jobs claimed", trace.Claimed.Jobs);
        yield return Line("runs begun", trace.Runs.Count);
        yield return Line("runs cut short", trace.Runs.Count(run => run.Ended == long.MaxValue));
        yield return Line("outcomes committed", Answers("committed"));
        yield return Line("outcomes refused", Answers("refused"));
        yield return Line("outcomes failed or unsure", Answers("failed") + Answers("unsure"));
        yield return Line("node registrations", trace.Nodes.Registered);
        yield return Line("registrations declared dead", trace.Expired.Count);
        yield return Line("renewals refused", trace.Nodes.Fenced);
        yield return Line("LOST", Lost.Count);
        yield return Line("OUTCOMES COMMITTED TWICE", Double.Count);
        yield return Line("TWO RUNNERS UNDER LIVE LEASES", Overlapping.Count);
        yield return Line("DECLARED DEAD UNDER A LIVE LEASE", WronglyExpired.Count);
    }

    private int Answers(string answer) => trace.Outcomes.Count(one => one.Answer == answer);

    private List<string> FindLost()
    {
        HashSet<string> ended = [.. store.Ended];
        HashSet<string> dead = [.. store.Dead];
        HashSet<string> waiting = [.. store.Waiting];
        var committed = trace.Outcomes.Where(one => one.Answer == "committed").ToList();
        return
        [
            .. trace.Acknowledged.Where(job => !ended.Contains(job) && !dead.Contains(job) && !waiting.Contains(job)),
            .. committed.Where(one => one.Kind == "end" && !ended.Contains(one.Job)).Select(one => one.Job),
            .. committed.Where(one => one.Kind == "dead" && !dead.Contains(one.Job)).Select(one => one.Job),
        ];
    }

    private List<string> FindDouble()
    {
        var committed = trace.Outcomes.Where(one => one.Answer == "committed").ToList();
        return
        [
            .. Repeated(store.Ended.Concat(store.Dead).Concat(store.Waiting)),
            .. Repeated(committed.Where(one => one.Kind is "end" or "dead").Select(one => one.Job)),
            .. Repeated(committed.Select(one => $"{one.Job} under {one.Epoch}")),
            .. Repeated(trace.Acknowledged),
        ];
    }

    private List<string> FindOverlapping()
    {
        var overlapping = new List<string>();
        foreach (var job in trace.Runs.GroupBy(run => run.Job).Where(runs => runs.Skip(1).Any()))
        {
            var runs = job.OrderBy(run => run.Began).ToList();
            // Each with all that began before it: a long run may overlap the third one and not the second.
            overlapping.AddRange(
                from second in Enumerable.Range(1, runs.Count - 1)
                from first in Enumerable.Range(0, second)
                where runs[second].Began < Math.Min(runs[first].Ended, trace.HeldUntil(runs[first].Node))
                select $"{runs[first]} / {runs[second]}, lease until {trace.HeldUntil(runs[first].Node)}");
        }

        return overlapping;
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> ids) =>
        ids.GroupBy(id => id).Where(group => group.Skip(1).Any()).Select(group => group.Key);

    private static string Line(string name, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"  {name,-34}{number,10:N0}");
}
