using System.Globalization;
using Cabinet.Crash.Tests.Fleet;
using Cabinet.Crash.Tests.Processes;
using Cabinet.Crash.Tests.Stores;
using Cabinet.Postgres.Servers;

namespace Cabinet.Crash.Tests.Features;

/// <summary>
/// Nodes that use all of the queue's features at once are killed at random moments; what they wrote down is compared with
/// what each feature promises.
/// </summary>
public sealed class FeatureStormTests(ITestOutputHelper output)
{
    private const int RatePerNode = 20;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task On_the_embedded_store_every_feature_keeps_its_promise_through_kills()
    {
        const int Kills = 6;
        var random = new StormSeed(output).Random;
        using var folder = new TemporaryFolder();
        var killedAt = new Dictionary<string, long>();
        await RunAsync(folder, "prepare", "sqlite", "prepare", Text(RatePerNode));
        for (var kill = 0; kill < Kills; kill++)
        {
            var run = Text(kill);
            await using var node = Start(folder, run, "sqlite");
            Assert.True(await node.KillAtAsync(Moment(random), Bound), node.Errors);
            killedAt.Add(run, FleetPause.Now);
        }

        await RunAsync(folder, "drain", "sqlite", "drain");

        using var store = StoreFile.Open(folder.Below("cabinet.db"));
        Check(FeatureTrace.Read(folder.Path, killedAt), Ids(store, "history"), Ids(store, "dead_letter"), RatePerNode);
        StoreChecks.NothingIsLeftOver(store);
    }

    [Fact]
    public async Task On_PostgreSQL_every_feature_keeps_its_promise_while_nodes_are_killed()
    {
        const int Nodes = 3;
        const int Kills = 4;
        Assert.SkipUnless(PostgresServer.IsInstalled(PostgresVersion.V15), PostgresServer.HowToInstall(PostgresVersion.V15));
        var random = new StormSeed(output).Random;
        using var folder = new TemporaryFolder();
        await using var server = await PostgresServer.StartAsync(
            new PostgresServerSettings { IsDurable = true }, TestContext.Current.CancellationToken);
        await RunAsync(folder, "prepare", server.ConnectionString(), "prepare", Text(Nodes * RatePerNode));
        var nodes = new List<ProgramProcess>();
        try
        {
            for (var run = 0; run < Nodes + Kills; run++)
            {
                if (run >= Nodes)
                {
                    var victim = nodes[random.Next(nodes.Count)];
                    Assert.True(await victim.KillAtAsync(Moment(random), Bound), victim.Errors);
                    nodes.Remove(victim);
                    await victim.DisposeAsync();
                }

                nodes.Add(Start(folder, Text(run), server.ConnectionString()));
            }

            await nodes[^1].SeesAsync(new KillMoment("began", 20, TimeSpan.Zero)).WaitAsync(
                Bound, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        finally
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }

        await RunAsync(folder, "drain", server.ConnectionString(), "drain");

        var store = await FleetStore.ReadAsync(server.ConnectionString());
        Assert.Empty(store.Waiting);

        // The death of a process ends nothing here: what it held is held until its lease has run out.
        Check(
            FeatureTrace.Read(folder.Path, new Dictionary<string, long>()), store.Ended, store.Dead, Nodes * RatePerNode);
    }

    // Counted from the first job that it begins, so that no kill comes before it has done anything.
    private static KillMoment Moment(Random random) =>
        new("began", random.Next(1, 120), TimeSpan.FromMilliseconds(random.Next(60)));

    private static ProgramProcess Start(TemporaryFolder folder, string run, string connection) =>
        ProgramProcess.Start(Repository.Probe, folder.Path, run, "features", connection, "storm");

    private static async Task RunAsync(TemporaryFolder folder, string run, params string[] phase)
    {
        await using var ended = await ProgramProcess.RunAsync(
            Repository.Probe, Bound, [folder.Path, run, "features", .. phase]);
    }

    private static List<string> Ids(StoreFile store, string table) =>
        [.. store.ReadColumn($"SELECT id FROM {table}").Select(id => Guid.ParseExact(id, "N").ToString("D"))];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Check(FeatureTrace trace, IReadOnlyList<string> ended, IReadOnlyList<string> dead, int perSecond)
    {
        var checks = new FeatureChecks(trace, ended, dead);
        output.WriteLine($"{trace.Acknowledged.Count} acknowledged, {trace.Runs.Count} runs, "
            + $"{trace.Runs.Count(run => run.Ended is null)} cut short, {dead.Count} dead");
        Assert.Multiple(
            checks.NothingIsLostAndNothingEndsTwice,
            () => output.WriteLine($"{checks.NoTwoLiveJobsShareAUniqueKey()} unique jobs"),
            () => output.WriteLine($"{checks.NoMoreRunThanTheLimits()} at once under the limit"),
            () => output.WriteLine($"{checks.NoMoreOfATypeRunThanItsLimit()} of the limited type at once"),
            () => output.WriteLine($"{checks.NoStretchExceedsTheRate(perSecond)} claimed under the rate"),
            () => output.WriteLine($"{checks.EachTickFiredOnce()} ticks"),
            () => output.WriteLine($"{checks.EachBatchCompletesOnceAndLast()} batches completed"),
            () => output.WriteLine($"{checks.OrderedPartitionsKeepTheirOrder()} runs in order"));

        // Without a run that was cut short, the storm would have shown nothing.
        Assert.Contains(trace.Runs, run => run.Ended is null);
    }
}
