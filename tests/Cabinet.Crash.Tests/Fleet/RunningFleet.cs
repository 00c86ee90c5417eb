using System.Globalization;
using Cabinet.Crash.Tests.Processes;
using Cabinet.Postgres.Servers;

namespace Cabinet.Crash.Tests.Fleet;

/// <summary>Real node processes on one real server, each with a proxy between.</summary>
internal sealed class RunningFleet(PostgresServer server, double leaseSeconds, int jobsPerSecond) : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<FleetProcess> processes = [];
    private int runs;

    /// <summary>Where the processes write their logs.</summary>
    public string Folder => folder.Path;

    /// <summary>The server.</summary>
    public PostgresServer Server => server;

    /// <summary>The processes that were started and not killed.</summary>
    public IReadOnlyList<FleetProcess> Processes => processes;

    public IReadOnlyList<FleetProcess> OfKind(FleetKind kind) => [.. processes.Where(one => one.Kind == kind)];

    /// <summary>Starts a process, and completes when it has opened the store.</summary>
    public async Task<FleetProcess> StartAsync(FleetKind kind)
    {
        var way = TcpProxy.Start(server.Port);
        return await StartAsync(kind, way, Through($"Host=127.0.0.1;Port={way.Port}"));
    }

    /// <summary>Starts a process that follows the primary of several hosts.</summary>
    public Task<FleetProcess> StartAsync(FleetKind kind, params IEnumerable<int> ports) => StartAsync(
        kind, TcpProxy.Start(server.Port), Through("Host=" + string.Join(',', ports.Select(port => $"127.0.0.1:{port}"))));

    /// <summary>Enqueues so many jobs, each of which works so long.</summary>
    public async Task PutAsync(int count, TimeSpan work)
    {
        string[] mode = ["put", Through($"Host=127.0.0.1;Port={server.Port}"), Text(count), Text(work.TotalMilliseconds)];
        await using var put = await ProgramProcess.RunAsync(
            Repository.Probe, TimeSpan.FromMinutes(2), [folder.Path, NextRun(), .. mode]);
    }

    /// <summary>Starts a worker that keeps the outcomes of its jobs on the way until the result's file is deleted.</summary>
    public async Task<(FleetProcess Worker, string Hold)> StartHoldingWorkerAsync()
    {
        var hold = Path.Combine(folder.Path, $"hold-{Run(runs + 1)}");
        await File.WriteAllTextAsync(hold, "");
        return (await StartAsync(FleetKind.Worker), hold);
    }

    /// <summary>Kills a process (SIGKILL).</summary>
    public async Task KillAsync(FleetProcess process)
    {
        processes.Remove(process);
        await process.Program.DisposeAsync();
        await process.Way.DisposeAsync();
    }

    /// <summary>Completes when every process has done more of what it does.</summary>
    /// <returns>How long the slowest worker and the slowest producer needed, for people.</returns>
    public async Task<string> GoesOnAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        var needed = await Task.WhenAll(processes.Select(async process =>
        {
            await process.GoesOnAsync();
            return (process.Kind, Time: TimeProvider.System.GetElapsedTime(started));
        }));
        return string.Join(", ", needed.GroupBy(one => one.Kind).Select(kind => string.Create(
            CultureInfo.InvariantCulture, $"{kind.Key}s again after {kind.Max(one => one.Time).TotalSeconds:F1} s")));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes.ToList())
        {
            await KillAsync(process);
        }

        folder.Dispose();
    }

    private async Task<FleetProcess> StartAsync(FleetKind kind, TcpProxy way, string connection)
    {
        var run = NextRun();
        string[] mode = kind == FleetKind.Worker
            ? ["work", connection, Text(leaseSeconds)]
            : ["produce", connection, Text(jobsPerSecond)];
        var program = ProgramProcess.Start(Repository.Probe, [folder.Path, run, .. mode]);
        var process = new FleetProcess(kind, program, way);
        processes.Add(process);
        await program.SeesFirstAsync("opened", TimeSpan.FromMinutes(1));
        return process;
    }

    private string NextRun() => Run(++runs);

    private static string Run(int number) => number.ToString("D4", CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Through(string hosts) => $"{hosts};Username=postgres;Database=postgres;SSL Mode=Disable";
}
