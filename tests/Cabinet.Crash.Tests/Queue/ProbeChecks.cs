using Cabinet.Crash.Tests.Stores;

namespace Cabinet.Crash.Tests.Queue;

/// <summary>What guarantees 1 and 4 say about the probe's jobs, however often it was killed.</summary>
internal static class ProbeChecks
{
    private const string Completed = "0";
    private const string UnknownOutcome = "3";

    /// <summary>Every acknowledged job is on record: completed, or dead because of an unknown outcome.</summary>
    /// <returns>How many of them are dead.</returns>
    public static int NothingAcknowledgedIsLost(StoreFile store, IReadOnlyCollection<string> acknowledged)
    {
        var completed = Ids(store, $"SELECT id FROM history WHERE ending = {Completed}");
        var unknown = Ids(store, $"SELECT id FROM dead_letter WHERE reason = {UnknownOutcome}");

        Assert.NotEmpty(acknowledged);
        Assert.Equal(acknowledged.Count, acknowledged.Distinct().Count());
        Assert.Empty(acknowledged.Except([.. completed, .. unknown]));
        Assert.Empty(store.Read($"SELECT id, reason FROM dead_letter WHERE reason <> {UnknownOutcome}"));
        return unknown.Count;
    }

    /// <summary>No body runs once its step has returned, and every return gives what the last run of the body gave.</summary>
    public static void NoCommittedStepRanAgain(ProbeTrace trace) => Assert.All(trace.BySteps(), step =>
    {
        var returned = step.SkipWhile(one => one.Kind == ProbeEventKind.Ran).ToList();
        var lastRun = step.TakeWhile(one => one.Kind == ProbeEventKind.Ran).LastOrDefault();

        Assert.All(returned, one => Assert.Equal((ProbeEventKind.After, lastRun?.Token), (one.Kind, one.Token)));
    });

    /// <summary>However often a key was delivered, it took effect once, and each keyed step has its own.</summary>
    public static void KeyedEffectsTookEffectOnce(ProbeTrace trace)
    {
        var delivered = trace.Events
            .Where(one => one.Kind == ProbeEventKind.Delivered)
            .Select(one => $"{one.Job}/{one.Step}")
            .ToHashSet();
        var returned = trace.Events
            .Where(one => one.Kind == ProbeEventKind.After && one.Step.StartsWith('k'))
            .Select(one => $"{one.Job}/{one.Step}")
            .ToHashSet();

        Assert.Equal(trace.Effects.Count, trace.Effects.Distinct().Count());
        Assert.Empty(trace.Effects.Except(delivered));
        Assert.Empty(returned.Except(trace.Effects));
    }

    /// <summary>An unsafe body ran at most once; a job that completed without its result would have run it never.</summary>
    public static void UnsafeEffectsWereNeverRepeated(ProbeTrace trace) => Assert.All(
        trace.BySteps().Where(step => step.Key.Step.StartsWith('u')),
        step => Assert.Single(step, one => one.Kind == ProbeEventKind.Ran));

    /// <summary>A job that completed has gone through all of its steps, in their order.</summary>
    public static void CompletedJobsWentThroughAllSteps(
        ProbeTrace trace, StoreFile store, IReadOnlyDictionary<string, string> stepsOfJobs)
    {
        var returned = trace.Events.Where(one => one.Kind == ProbeEventKind.After).ToLookup(one => one.Job, one => one.Step);
        foreach (var job in Ids(store, $"SELECT id FROM history WHERE ending = {Completed}").Where(stepsOfJobs.ContainsKey))
        {
            // A job that was killed after its last step goes through the journal again, from the first step.
            var steps = stepsOfJobs[job].Select((letter, index) => $"{letter}{index}").ToList();
            Assert.Equal(steps, returned[job].Distinct());
        }
    }

    private static HashSet<string> Ids(StoreFile store, string sql) =>
        [.. store.ReadColumn(sql).Select(id => Guid.ParseExact(id, "N").ToString("D"))];
}
