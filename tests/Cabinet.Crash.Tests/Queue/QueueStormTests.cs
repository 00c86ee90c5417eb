using Cabinet.Crash.Tests.Processes;
using Cabinet.Crash.Tests.Stores;

namespace Cabinet.Crash.Tests.Queue;

/// <summary>A node that enqueues and runs jobs all the time is killed again and again; then it is left in peace.</summary>
public sealed class QueueStormTests(ITestOutputHelper output)
{
    private const int Kills = 30;
    private const string Acknowledged = "acknowledged ";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_no_committed_step_runs_again()
    {
        var random = new StormSeed(output).Random;
        using var folder = new TemporaryFolder();
        var acknowledged = new Dictionary<string, string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var node = ProgramProcess.Start(Repository.Probe, folder.Path, $"{kill}", "storm");
            Assert.True(await node.KillAtAsync(Moment(random), Bound), node.Errors);
            Collect(node, acknowledged);
        }

        await using var last = await ProgramProcess.RunAsync(Repository.Probe, Bound, folder.Path, "last", "drain");

        using var store = StoreFile.Open(folder.Below("cabinet.db"));
        var trace = ProbeTrace.Read(folder.Path);
        ProbeChecks.NoCommittedStepRanAgain(trace);
        ProbeChecks.KeyedEffectsTookEffectOnce(trace);
        ProbeChecks.UnsafeEffectsWereNeverRepeated(trace);
        var dead = ProbeChecks.NothingAcknowledgedIsLost(store, acknowledged.Keys);
        ProbeChecks.CompletedJobsWentThroughAllSteps(trace, store, acknowledged);
        StoreChecks.EveryJobEndedOnce(store);
        StoreChecks.NothingIsLeftOver(store);
        Report(trace, acknowledged.Count, dead);
    }

    // Most kills come while jobs are in flight, some while the node starts and meets what the last kill left.
    private static KillMoment Moment(Random random) => random.Next(5) == 0
        ? new KillMoment("", 0, TimeSpan.FromMilliseconds(random.Next(400)))
        : new KillMoment(Acknowledged, random.Next(1, 200), TimeSpan.FromMilliseconds(random.Next(100)));

    private static void Collect(ProgramProcess node, Dictionary<string, string> acknowledged)
    {
        foreach (var line in node.Lines)
        {
            var words = line.Text.Split(' ');
            acknowledged.Add(words[1], words[2]);
        }
    }

    private void Report(ProbeTrace trace, int acknowledged, int dead)
    {
        var repeated = trace.BySteps().Count(step => step.Count(one => one.Kind == ProbeEventKind.Ran) > 1);
        output.WriteLine($"{Kills} kills: {acknowledged} jobs acknowledged, 0 lost, {dead} dead with an unknown outcome; "
            + $"{repeated} steps were in flight at a kill and ran again, {trace.Effects.Count} keyed effects took effect once.");

        // Without a step that was cut short, the storm would have shown nothing.
        Assert.True(repeated > 0, "No kill hit a step in flight.");
    }
}
