using System.Globalization;
using Cabinet.Crash.Tests.Processes;
using Cabinet.Postgres.Servers;

namespace Cabinet.Crash.Tests.Fleet;

/// <summary>Does one thing after the other to a fleet, in an order that comes from a seed.</summary>
internal sealed class FleetStorm(RunningFleet fleet, Random random, TimeSpan lease)
{
    private const string TerminateSql =
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'cabinet' AND random() < 0.7";

    private readonly Dictionary<FleetFault, int> faults = Enum.GetValues<FleetFault>().ToDictionary(fault => fault, _ => 0);
    private readonly List<FleetMoment> moments = [];

    /// <summary>How often each fault was done.</summary>
    public IReadOnlyDictionary<FleetFault, int> Faults => faults;

    /// <summary>Each fault that was done, in their order.</summary>
    public IReadOnlyList<FleetMoment> Moments => moments;

    /// <summary>Storms for at least so long; after each fault every process has to get on with its work.</summary>
    public async Task RunAsync(TimeSpan duration, Action<string> report)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < duration)
        {
            // Every kind once before any comes a second time.
            foreach (var fault in Shuffled())
            {
                var begun = TimeProvider.System.GetElapsedTime(started);
                if (begun >= duration && faults[fault] > 0)
                {
                    break;
                }

                faults[fault]++;
                var beganAt = Now;
                await DoAsync(fault);
                var endedAt = Now;
                var lasted = TimeProvider.System.GetElapsedTime(started) - begun;
                var needed = await fleet.GoesOnAsync();
                moments.Add(new FleetMoment(fault, beganAt, endedAt, Now));
                report(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{begun.TotalSeconds,6:F1} s  {fault} for {lasted.TotalSeconds:F1} s; {needed}"));
            }
        }
    }

    // The clock of the processes' logs.
    private static long Now => (long)(TimeProvider.System.GetTimestamp() * (1e6 / TimeProvider.System.TimestampFrequency));

    private FleetFault[] Shuffled()
    {
        var order = Enum.GetValues<FleetFault>();
        random.Shuffle(order);
        return order;
    }

    private Task DoAsync(FleetFault fault) => fault switch
    {
        FleetFault.WorkerKilled => ReplaceAsync(FleetKind.Worker),
        FleetFault.ProducerKilled => ReplaceAsync(FleetKind.Producer),
        FleetFault.WorkerFrozen => FreezeAsync(),
        FleetFault.ServerStopped => RestartAsync(() => fleet.Server.StopAsync(PostgresShutdown.Immediate, CancellationToken.None)),
        FleetFault.ServerKilled => RestartAsync(fleet.Server.KillAsync),
        FleetFault.BackEndsTerminated => TerminateAsync(),
        FleetFault.ConnectionsCut => CutAsync(),
        FleetFault.BlackHole => SwallowAsync(static way => way.BlackHole()),
        _ => SwallowAsync(static way => way.BlackHoleAnswers()),
    };

    private async Task ReplaceAsync(FleetKind kind)
    {
        await fleet.KillAsync(Any(kind));
        await fleet.StartAsync(kind);
    }

    private async Task FreezeAsync()
    {
        var process = Any(FleetKind.Worker).Program.Id;
        ProcessSignals.Stop(process);
        await LastAsync(lease * (1.4 + random.NextDouble()));
        ProcessSignals.Continue(process);
    }

    // Sometimes shorter than a lease and sometimes longer.
    private async Task RestartAsync(Func<Task> stop)
    {
        await stop();
        await LastAsync(lease * (random.NextDouble() * 1.7));
        await fleet.Server.StartAgainAsync(CancellationToken.None);
    }

    private async Task TerminateAsync()
    {
        for (var round = random.Next(1, 5); round > 0; round--)
        {
            await fleet.Server.ReadAsync<long>(TerminateSql);
            await Any(FleetKind.Producer).GoesOnAsync();
        }
    }

    private Task CutAsync()
    {
        Any().Way.CutAll();
        return Task.CompletedTask;
    }

    private async Task SwallowAsync(Action<TcpProxy> begin)
    {
        var way = Any().Way;
        begin(way);
        await LastAsync(lease * (0.2 + (random.NextDouble() * 1.8)));
        way.Heal();
    }

    private FleetProcess Any(FleetKind kind)
    {
        var some = fleet.OfKind(kind);
        return some[random.Next(some.Count)];
    }

    private FleetProcess Any() => Any(random.Next(2) == 0 ? FleetKind.Worker : FleetKind.Producer);

    // How long a fault lasts is part of the fault; nothing is waited for here.
    private static Task LastAsync(TimeSpan duration) => Task.Delay(duration, TimeProvider.System);
}
