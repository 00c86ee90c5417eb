using System.Globalization;
using Cabinet.Crash.Tests.Stores;

namespace Cabinet.Crash.Tests.Demo;

/// <summary>The real program on real input is killed again and again; then it is left in peace.</summary>
public sealed class CrashStormTests(ITestOutputHelper output)
{
    private const int Kills = 50;
    private const int MaximumStorms = 25;
    private const int DeathsBeforePoison = 2;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly Random random = new StormSeed(output).Random;
    private int kills;
    private int killsInTheMiddle;

    [Fact]
    public async Task Fifty_kills_at_random_moments_change_nothing_of_what_is_there_at_the_end()
    {
        using var folder = new TemporaryFolder();
        var input = DemoFolders.MakeInput(folder.Below("input"));
        var calm = new DemoFolders(input, folder.Below("calm-data"), folder.Below("calm-output"));
        await using var undisturbed = await calm.RunAsync();
        output.WriteLine($"undisturbed: {undisturbed.Lines.Count} lines in {undisturbed.Elapsed}");
        var expected = await DemoChecks.CheckAsync(calm, undisturbed);
        Assert.NotEqual(0, expected.Completed);

        for (var number = 0; kills < Kills && number < MaximumStorms; number++)
        {
            var folders = new DemoFolders(input, folder.Below($"data-{number}"), folder.Below($"output-{number}"));
            await StormAsync(folders, DemoPhases.Of(undisturbed), folder.Below("copy"));
            await using var last = await folders.RunAsync();
            DemoChecks.SameAsUndisturbed(expected, await DemoChecks.CheckAsync(folders, last));
        }

        // Kills that found everything done would show little.
        Assert.Equal(Kills, kills);
        Assert.InRange(killsInTheMiddle, 20, kills);
    }

    // On a slow machine several kills in a row can hit the same job while it runs alone, and the third one rightly makes it
    // poison, which an undisturbed run has none of. That folder is left to finish, too.
    //
    // A machine that has become faster can be through before a kill comes. Then nothing is left to disturb in this
    // folder, and a further storm makes up for it.
    private async Task StormAsync(DemoFolders folders, DemoPhases phases, string copy)
    {
        foreach (var phase in Plan().Take(Kills - kills))
        {
            if (!await KillAsync(folders, phases, phase) && phase != DemoPhase.Output)
            {
                return;
            }

            if (Look(folders, copy) >= DeathsBeforePoison)
            {
                return;
            }
        }
    }

    // First the making of the store; then any moment of the way, in any order; at last the writing of the results, which
    // comes when everything else is done.
    private DemoPhase[] Plan()
    {
        DemoPhase[] onTheWay = [DemoPhase.Submission, .. Enumerable.Repeat(DemoPhase.Work, DemoPhases.WorkKills - 1)];
        random.Shuffle(onTheWay);
        return [DemoPhase.StartUp, DemoPhase.StartUp, .. onTheWay, DemoPhase.Output, DemoPhase.Output];
    }

    private async Task<bool> KillAsync(DemoFolders folders, DemoPhases phases, DemoPhase phase)
    {
        await using var run = folders.Start();
        var killed = await run.KillAtAsync(phases.Moment(phase, random.NextDouble(), random.NextDouble()), Bound);
        output.WriteLine(killed
            ? $"kill {++kills} in {phase}: {run.Lines.Count} lines in {run.Elapsed}"
            : $"through before the kill in {phase} came: {run.Lines.Count} lines in {run.Elapsed}");
        return killed;
    }

    /// <returns>How often the unluckiest job's node has died while it ran alone.</returns>
    private int Look(DemoFolders folders, string copy)
    {
        using var store = StoreFile.OpenCopy(Path.Combine(folders.Data, "cabinet.db"), copy);
        if (store?.Read("SELECT 1 FROM sqlite_master WHERE name = 'job'").Count > 0)
        {
            var jobs = store.ReadColumn("SELECT id FROM job");
            killsInTheMiddle += jobs.Count > 0 ? 1 : 0;
            output.WriteLine($"  {jobs.Count} jobs are live, {store.ReadColumn("SELECT number FROM lease").Count} batches claimed");

            // A lease that is still there is one more death, once the next node has noticed.
            return int.Parse(store.ReadColumn(
                "SELECT coalesce(max(deaths), 0) + (SELECT count(*) > 0 FROM lease WHERE alone) FROM job")[0],
                CultureInfo.InvariantCulture);
        }

        return 0;
    }
}
