namespace Cabinet.Crash.Tests.Features;

/// <summary>What the queue's features promise, as simple models over what the processes wrote down.</summary>
internal sealed class FeatureChecks(FeatureTrace trace, IReadOnlyList<string> ended, IReadOnlyList<string> dead)
{
    private const int Running = 3;
    private const int RunningPerPartition = 2;
    private const int RunningPerType = 2;
    private const int Burst = 5;

    private readonly HashSet<string> deadJobs = [.. dead];

    /// <summary>Every acknowledged job ended, and none twice.</summary>
    public void NothingIsLostAndNothingEndsTwice()
    {
        Assert.NotEmpty(trace.Acknowledged);
        var lost = trace.Acknowledged.Keys.Except([.. ended, .. dead]).ToList();
        Assert.Empty(lost);
        var twice = ended.Concat(dead).CountBy(job => job).Where(job => job.Value > 1).ToList();
        Assert.Empty(twice);
    }

    /// <summary>
    /// A job certainly holds its key from its acknowledgement, or its first run, to the end of its last run: of one key
    /// no two of these stretches overlap.
    /// </summary>
    public int NoTwoLiveJobsShareAUniqueKey()
    {
        var runs = trace.RunsOf("unique").ToLookup(one => one.Work.Job, one => one.Run);
        var lives = trace.Works.Values
            .Where(work => work.Kind == "unique" && runs.Contains(work.Job) && !deadJobs.Contains(work.Job))
            .Select(work => (
                work.Job,
                work.Key,
                From: Math.Min(trace.Acknowledged.GetValueOrDefault(work.Job, long.MaxValue), runs[work.Job].Min(run => run.Began)),
                To: runs[work.Job].Max(run => run.Ended ?? run.Began)))
            .ToList();
        foreach (var key in lives.GroupBy(life => life.Key))
        {
            var ordered = key.OrderBy(life => life.From).ToList();
            Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(
                pair.First.To <= pair.Second.From, $"{key.Key}: {pair.Second} began to live while {pair.First} lived."));
        }

        return lives.Count;
    }

    /// <summary>Never more runs under live leases than the queue allows, over all and for each partition.</summary>
    public int NoMoreRunThanTheLimits()
    {
        var runs = trace.RunsOf("limited").ToList();
        var most = MostAtOnce(runs.Select(one => one.Run));
        Assert.InRange(most, 1, Running);
        Assert.All(
            runs.GroupBy(one => one.Work.Key),
            partition => Assert.InRange(MostAtOnce(partition.Select(one => one.Run)), 1, RunningPerPartition));
        return most;
    }

    /// <summary>Never more of the limited type run under live leases than its queue allows, beside the other types there.</summary>
    public int NoMoreOfATypeRunThanItsLimit()
    {
        Assert.NotEmpty(trace.RunsOf("other"));
        var most = MostAtOnce(trace.RunsOf("typed").Select(one => one.Run));
        Assert.InRange(most, 1, RunningPerType);
        return most;
    }

    /// <summary>
    /// In every stretch of time no more jobs were claimed than the burst and what the stretch lets in. Stretches are counted
    /// in whole milliseconds, as the stores keep time.
    /// </summary>
    public int NoStretchExceedsTheRate(int perSecond)
    {
        var claims = trace.Claims.Where(claim => claim.Queue == "rated").OrderBy(claim => claim.Now).ToList();
        Assert.NotEmpty(claims);
        for (var from = 0; from < claims.Count; from++)
        {
            var sum = 0;
            for (var to = from; to < claims.Count; to++)
            {
                sum += claims[to].Count;
                var stretch = (claims[to].Now / 1_000) - (claims[from].Now / 1_000);
                var allowed = Burst + (stretch * perSecond / 1_000);
                Assert.True(sum <= allowed, $"{sum} jobs were claimed from {claims[from].Now} to {claims[to].Now}; {allowed} may.");
            }
        }

        return claims.Sum(claim => claim.Count);
    }

    /// <summary>Each tick up to the schedule's last has a job, and no other job was fired.</summary>
    public int EachTickFiredOnce()
    {
        var fired = ended.Concat(dead).Where(job => trace.Works.TryGetValue(job, out var work) && work.Kind == "tick");

        // Between the reading of the schedule and its removal nobody fires: the drain is alone, and fires nothing by then.
        Assert.NotEmpty(trace.Ticks);
        Assert.Equal(trace.Ticks.Order(StringComparer.Ordinal), fired.Order(StringComparer.Ordinal));
        return trace.Ticks.Count;
    }

    /// <summary>A batch's completion is one job, which began after the last run of the last member had begun and ended.</summary>
    public int EachBatchCompletesOnceAndLast()
    {
        var completions = trace.RunsOf("batch").Where(one => one.Work.Role == "Completion").ToLookup(one => one.Work.Batch);
        var members = trace.RunsOf("batch").Where(one => one.Work.Role == "Member").ToLookup(one => one.Work.Batch);
        Assert.NotEmpty(trace.Closed);
        foreach (var batch in completions)
        {
            Assert.Single(batch.Select(one => one.Work.Job).Distinct());
            var began = batch.Min(one => one.Run.Began);
            Assert.All(members[batch.Key], member => Assert.True(
                (member.Run.Ended ?? member.Run.Began) < began, $"Batch {batch.Key} completed at {began} before {member}."));
        }

        foreach (var batch in trace.Closed.Where(batch => !members[batch].Any(one => deadJobs.Contains(one.Work.Job))))
        {
            Assert.Equal(5, members[batch].Select(one => one.Work.Job).Distinct().Count());
            Assert.Contains(completions[batch].First().Work.Job, ended.Concat(dead));
        }

        return completions.Count;
    }

    /// <summary>
    /// In a partition no job begins before all runs of the ones before it have ended, or are no longer held, and none of
    /// them runs again.
    /// </summary>
    public int OrderedPartitionsKeepTheirOrder()
    {
        var runs = trace.RunsOf("ordered").ToList();
        foreach (var partition in runs.GroupBy(one => one.Work.Key))
        {
            var ordered = partition.ToList();
            Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(
                pair.First.Work.Sequence <= pair.Second.Work.Sequence && pair.First.Run.Held <= pair.Second.Run.Began,
                $"{pair.Second} began after {pair.First}."));
        }

        return runs.Count;
    }

    private static int MostAtOnce(IEnumerable<FeatureRun> runs)
    {
        // Whoever ends at a moment has left before somebody begins at it.
        var changes = runs
            .SelectMany(run => new[] { (At: run.Began, Change: 1), (At: Math.Max(run.Held, run.Began), Change: -1) })
            .OrderBy(change => change.At)
            .ThenBy(change => change.Change);
        var (now, most) = (0, 0);
        foreach (var (_, change) in changes)
        {
            now += change;
            most = Math.Max(most, now);
        }

        return most;
    }
}
