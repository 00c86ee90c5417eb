using Cabinet.Postgres.Servers;

namespace Cabinet.Crash.Tests.Fleet;

/// <summary>The primary dies under load, the synchronous standby is promoted, and the nodes follow by themselves.</summary>
/// <remarks>run-storm --failover runs it alone, and prints the pause.</remarks>
public sealed class FleetFailoverTests(ITestOutputHelper output)
{
    private const double LeaseSeconds = 3;
    private const int JobsPerSecond = 120;
    private const int Workers = 3;
    private const int Producers = 2;
    private const int Rounds = 6;
    private static readonly TimeSpan DrainBound = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_a_standby_takes_over_and_the_old_primary_comes_back()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled(PostgresVersion.V15), PostgresServer.HowToInstall(PostgresVersion.V15));
        await using var primary = await PostgresServer.StartAsync(new PostgresServerSettings { IsDurable = true }, Cancel);
        await using var standby = await primary.StartStandbyAsync(Cancel);
        await primary.MakeSynchronousAsync(Cancel);
        await using var fleet = new RunningFleet(primary, LeaseSeconds, JobsPerSecond);
        await StartAsync(fleet, primary.Port, standby.Port);

        var killing = FleetPause.Now;
        await primary.KillAsync();
        var killed = FleetPause.Now;
        await standby.PromoteAsync(Cancel);
        var promoted = FleetPause.Now;
        Say($"the primary was killed and the standby promoted; {await fleet.GoesOnAsync()}");
        await GoOnAsync(fleet);

        var returned = FleetPause.Now;

        // Nobody told it that it is replaced: it takes connections as a primary, and waits for its standby at each commit.
        await primary.StartAgainAsync(Cancel);
        await GoOnAsync(fleet);
        Say("the old primary came back beside the new one");

        Assert.Equal(Workers + Producers, fleet.Processes.Count);
        await EndAsync(fleet, FleetKind.Producer);
        var store = await FleetStore.ReadWhenDrainedAsync(standby.ConnectionString(), DrainBound);
        await EndAsync(fleet, FleetKind.Worker);

        foreach (var line in FleetPause.Read(fleet.Folder, killing, killed, promoted, returned).Summary())
        {
            Say(line);
        }

        var verdict = new FleetVerdict(FleetTrace.Read(fleet.Folder), store);
        foreach (var line in verdict.Summary())
        {
            Say(line);
        }

        verdict.AssertHolds();
        Assert.Empty(store.Waiting);
    }

    private static async Task StartAsync(RunningFleet fleet, params int[] ports)
    {
        for (var worker = 0; worker < Workers; worker++)
        {
            await fleet.StartAsync(FleetKind.Worker, ports);
        }

        for (var producer = 0; producer < Producers; producer++)
        {
            await fleet.StartAsync(FleetKind.Producer, ports);
        }

        await GoOnAsync(fleet);
    }

    private static async Task GoOnAsync(RunningFleet fleet)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await fleet.GoesOnAsync();
        }
    }

    private static async Task EndAsync(RunningFleet fleet, FleetKind kind)
    {
        foreach (var process in fleet.OfKind(kind))
        {
            await fleet.KillAsync(process);
        }
    }

    // Written at once, too, as run-storm is watched.
    private void Say(string line)
    {
        output.WriteLine(line);
        Console.Error.WriteLine(line);
    }
}
