using System.Globalization;
using Cabinet.Postgres.Servers;

namespace Cabinet.Crash.Tests.Fleet;

/// <summary>Several nodes and a real server under load, with everything around them dying in random order.</summary>
/// <remarks>
/// A minute by default; CABINET_STORM_MINUTES makes it longer (run-storm sets it), and CABINET_CRASH_SEED another one.
/// </remarks>
public sealed class FleetStormTests(ITestOutputHelper output)
{
    private const string MinutesVariable = "CABINET_STORM_MINUTES";
    private const double LeaseSeconds = 3;
    private const int JobsPerSecond = 60;
    private const int Workers = 3;
    private const int Producers = 2;
    private static readonly TimeSpan DrainBound = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_done_twice_whatever_dies()
    {
        Assert.SkipUnless(PostgresServer.IsInstalled(PostgresVersion.V15), PostgresServer.HowToInstall(PostgresVersion.V15));
        var random = new StormSeed(output).Random;
        await using var server = await PostgresServer.StartAsync(
            new PostgresServerSettings { IsDurable = true }, TestContext.Current.CancellationToken);
        await using var fleet = new RunningFleet(server, LeaseSeconds, JobsPerSecond);
        await StartAsync(fleet);
        var storm = new FleetStorm(fleet, random, TimeSpan.FromSeconds(LeaseSeconds));

        await storm.RunAsync(Duration(), Say);

        foreach (var producer in fleet.OfKind(FleetKind.Producer))
        {
            await fleet.KillAsync(producer);
        }

        var store = await FleetStore.ReadWhenDrainedAsync(server.ConnectionString(), DrainBound);
        foreach (var line in await FleetStore.DescribeWaitingAsync(server.ConnectionString()))
        {
            Say(line);
            SayLog(fleet.Folder, line.Split(' ')[0]);
        }

        foreach (var worker in fleet.OfKind(FleetKind.Worker))
        {
            await fleet.KillAsync(worker);
        }

        var trace = FleetTrace.Read(fleet.Folder);
        var verdict = new FleetVerdict(trace, store);
        Say($"{storm.Faults.Values.Sum()} faults: "
            + string.Join(", ", storm.Faults.Select(fault => $"{fault.Key} {fault.Value}")));
        foreach (var line in new FleetPauses(storm.Moments, trace).Summary().Concat(verdict.Summary()))
        {
            Say(line);
        }

        verdict.AssertHolds();
        Assert.Empty(store.Waiting);
        Assert.All(storm.Faults, fault => Assert.NotEqual(0, fault.Value));
    }

    private static async Task StartAsync(RunningFleet fleet)
    {
        for (var worker = 0; worker < Workers; worker++)
        {
            await fleet.StartAsync(FleetKind.Worker);
        }

        for (var producer = 0; producer < Producers; producer++)
        {
            await fleet.StartAsync(FleetKind.Producer);
        }

        await fleet.GoesOnAsync();
    }

    private static TimeSpan Duration() => Environment.GetEnvironmentVariable(MinutesVariable) is { Length: > 0 } minutes
        ? TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture))
        : TimeSpan.FromMinutes(1);

    private void SayLog(string folder, string job)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "fleet-*"))
        {
            foreach (var line in File.ReadLines(file).Where(line => line.Contains(job, StringComparison.Ordinal)))
            {
                Say($"  {Path.GetFileName(file)} {line.TrimEnd()}");
            }
        }
    }

    // A storm of ten minutes is watched, so each line is also written at once.
    private void Say(string line)
    {
        output.WriteLine(line);
        Console.Error.WriteLine(line);
    }
}
