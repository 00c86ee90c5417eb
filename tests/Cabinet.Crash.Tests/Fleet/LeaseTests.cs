using System.Globalization;
using Cabinet.Crash.Tests.Processes;
using Cabinet.Postgres.Servers;

namespace Cabinet.Crash.Tests.Fleet;

/// <summary>What becomes of a node's jobs when it is killed, when the server is away, and when it is stopped.</summary>
/// <remarks>
/// The rule itself is tested to the millisecond, with a clock that stands still, in Cabinet.Tests (ObservedNodesTests);
/// this is the whole way, with the machine's clock as the processes wrote it down.
/// </remarks>
public sealed class LeaseTests(ITestOutputHelper output)
{
    private const double ShortLease = 2;
    private const double DefaultLease = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // What a machine that has other things to do may add to claims and starts, beside what its late heartbeats show.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(DefaultLease, 15)]
    [InlineData(ShortLease, 3)]
    public async Task A_killed_nodes_jobs_run_on_another_node_in_the_guaranteed_time(double lease, double guaranteed)
    {
        await using var server = await StartServerAsync();
        await using var fleet = new RunningFleet(server, lease is DefaultLease ? 0 : lease, jobsPerSecond: 0);
        var dies = await fleet.StartAsync(FleetKind.Worker);
        await fleet.PutAsync(2, TimeSpan.FromSeconds(3));
        await Sees(dies, "began", 2);
        var lives = await fleet.StartAsync(FleetKind.Worker);
        await Sees(lives, "registered");

        var killedAt = Microseconds();
        await fleet.KillAsync(dies);

        var store = await FleetStore.ReadWhenDrainedAsync(server.ConnectionString(), Patience);
        var trace = FleetTrace.Read(fleet.Folder);
        new FleetVerdict(trace, store).AssertHolds();
        Assert.Equal(2, store.Ended.Count);
        var again = trace.Runs.Where(run => run.Began > killedAt).OrderBy(run => run.Began).ToList();
        Assert.Equal(2, again.Count);
        Assert.All(again, run => Assert.True(run is { IsSuspect: true, Attempt: 1 }, $"{run}"));
        var needed = TimeSpan.FromMicroseconds(again[0].Began - killedAt);
        var late = Lateness(trace, again[0], killedAt, TimeSpan.FromSeconds(lease / 3));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"lease {lease} s: began elsewhere {needed.TotalSeconds:F2} s after the kill; heartbeats late by {late.TotalSeconds:F2} s"));
        Assert.InRange(needed, TimeSpan.Zero, TimeSpan.FromSeconds(guaranteed) + late + Slack);
    }

    [Fact]
    public async Task An_outage_that_is_longer_than_a_lease_kills_nobody_and_makes_no_suspect()
    {
        await using var server = await StartServerAsync();
        await using var fleet = new RunningFleet(server, ShortLease, jobsPerSecond: 0);
        var workers = await StartBusyAsync(server, fleet, TimeSpan.FromSeconds(12));
        var registered = workers.Select(worker => worker.Program.SeesNextAsync("registered", Patience)).ToList();

        await OutageAsync(server, TimeSpan.FromSeconds(3 * ShortLease));
        await Task.WhenAll(registered);

        var trace = await DrainAsync(server, fleet);
        Assert.Empty(trace.Expired);
        Assert.All(trace.Runs, run => Assert.True(run is { IsSuspect: false, Attempt: 1 }, $"{run}"));
        Assert.All(workers, worker => Assert.DoesNotContain(worker.Program.Lines, line => line.Text == "refused"));
    }

    [Fact]
    public async Task In_an_outage_that_is_shorter_than_a_lease_jobs_run_on_and_none_runs_twice()
    {
        await using var server = await StartServerAsync();
        await using var fleet = new RunningFleet(server, leaseSeconds: 60, jobsPerSecond: 0);
        await StartBusyAsync(server, fleet, TimeSpan.FromSeconds(12));

        await OutageAsync(server, TimeSpan.FromSeconds(4));

        var trace = await DrainAsync(server, fleet);
        Assert.Empty(trace.Expired);
        Assert.Equal(trace.Acknowledged.Count, trace.Runs.Count);
        Assert.All(trace.Runs, run => Assert.False(run.IsSuspect));
    }

    [Fact]
    public async Task A_stopped_nodes_outcome_is_refused_on_its_return_and_the_node_goes_on_working()
    {
        await using var server = await StartServerAsync();
        await using var fleet = new RunningFleet(server, ShortLease, jobsPerSecond: 0);
        var (frozen, hold) = await fleet.StartHoldingWorkerAsync();
        await fleet.PutAsync(1, TimeSpan.Zero);
        await Sees(frozen, "settling");
        var other = await fleet.StartAsync(FleetKind.Worker);
        await Sees(other, "registered");

        ProcessSignals.Stop(frozen.Program.Id);
        var elsewhere = await FleetStore.ReadWhenDrainedAsync(server.ConnectionString(), Patience);
        Assert.Single(elsewhere.Ended);
        await fleet.KillAsync(other);
        File.Delete(hold);
        var registered = frozen.Program.SeesNextAsync("registered", Patience);
        ProcessSignals.Continue(frozen.Program.Id);

        await Sees(frozen, "refused");
        await Sees(frozen, "logged 1004");
        await Sees(frozen, "logged 1033");
        await registered;
        await fleet.PutAsync(3, TimeSpan.Zero);
        var trace = await DrainAsync(server, fleet);
        var first = trace.Runs.Where(run => run.Job == elsewhere.Ended[0]).OrderBy(run => run.Epoch).ToList();
        Assert.Equal(2, first.Count);
        Assert.Equal(
            [("refused", first[0].Epoch), ("committed", first[1].Epoch)],
            trace.Outcomes.Where(one => one.Job == first[0].Job).OrderBy(one => one.Epoch).Select(one => (one.Answer, one.Epoch)));
        Assert.Equal(4, trace.Acknowledged.Count);
    }

    private static async Task<PostgresServer> StartServerAsync()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled(PostgresVersion.V15), PostgresServer.HowToInstall(PostgresVersion.V15));
        return await PostgresServer.StartAsync(
            new PostgresServerSettings { IsDurable = true }, TestContext.Current.CancellationToken);
    }

    /// <summary>Starts two workers, each with jobs under way that work so long.</summary>
    private static async Task<FleetProcess[]> StartBusyAsync(PostgresServer server, RunningFleet fleet, TimeSpan work)
    {
        var workers = new[] { await fleet.StartAsync(FleetKind.Worker), await fleet.StartAsync(FleetKind.Worker) };
        await Task.WhenAll(workers.Select(worker => Sees(worker, "registered")));
        await fleet.PutAsync(6, work);
        await ReadUntilAsync(server, "SELECT count(*) = 6 FROM cabinet.lease, unnest(jobs)");
        return workers;
    }

    private static async Task OutageAsync(PostgresServer server, TimeSpan duration)
    {
        await server.StopAsync(PostgresShutdown.Immediate, TestContext.Current.CancellationToken);

        // How long it lasts is the fault itself; nothing is waited for here.
        await Task.Delay(duration, TimeProvider.System, TestContext.Current.CancellationToken);
        await server.StartAgainAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until every job has ended once, and reads what the processes wrote.</summary>
    private static async Task<FleetTrace> DrainAsync(PostgresServer server, RunningFleet fleet)
    {
        var store = await FleetStore.ReadWhenDrainedAsync(server.ConnectionString(), Patience);
        var trace = FleetTrace.Read(fleet.Folder);
        new FleetVerdict(trace, store).AssertHolds();
        Assert.Empty(store.Dead);
        Assert.Equal(trace.Acknowledged.Order(StringComparer.Ordinal), store.Ended.Order(StringComparer.Ordinal));
        return trace;
    }

    /// <summary>By how much the heartbeats of a run's node came late, all together, from a moment to the run.</summary>
    private static TimeSpan Lateness(FleetTrace trace, FleetRun run, long from, TimeSpan interval)
    {
        var beats = trace.Renewals.Where(beat => beat.Node == run.Node).Select(beat => beat.At).ToList();
        return beats.Zip(beats.Skip(1))
            .Where(pair => pair.Second > from && pair.First < run.Began)
            .Select(pair => TimeSpan.FromMicroseconds(pair.Second - pair.First) - interval)
            .Where(late => late > TimeSpan.Zero)
            .Aggregate(TimeSpan.Zero, (sum, late) => sum + late);
    }

    private static async Task ReadUntilAsync(PostgresServer server, string condition)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!await server.ReadAsync<bool>(condition))
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private static Task Sees(FleetProcess process, string text, int count = 1) =>
        process.Program.SeesAsync(new KillMoment(text, count, TimeSpan.Zero)).WaitAsync(Patience, TimeProvider.System);

    // The clock by which the processes write their logs.
    private static long Microseconds() =>
        (long)(TimeProvider.System.GetTimestamp() * (1_000_000.0 / TimeProvider.System.TimestampFrequency));
}
