using System.CommandLine;
using Cabinet.Bench.Nodes;
using Cabinet.Bench.Peers;
using Cabinet.Bench.Queue;
using Cabinet.Bench.Reports;
using Cabinet.Bench.Servers;

namespace Cabinet.Bench;

/// <summary>What a command does: opens the store, chooses figures, runs them and reports.</summary>
internal sealed class BenchSession(BenchOptions options, ParseResult parsed)
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Figures that need no store.</summary>
    public Task<int> RunAsync(IReadOnlyList<Benchmark> benchmarks, CancellationToken cancellation) =>
        RunAsync(benchmarks, conditions: null, cancellation);

    /// <summary>Figures of the store that was chosen.</summary>
    public async Task<int> RunAsync(
        Func<IQueueStore, IReadOnlyList<Benchmark>> onStore, CancellationToken cancellation)
    {
        var withPeers = parsed.GetValue(options.Peers);
        if (parsed.GetValue(options.Store) == "sqlite")
        {
            return withPeers
                ? await RefuseAsync("--peers goes with --store postgres: that is where the peers' queues are.")
                : await RunAsync(onStore(new FolderStore(CabinetQueue.OpenOnSqliteAsync)), cancellation);
        }
        await using var server = await MeasuredServer.OpenAsync(
            parsed.GetValue(options.Connection), options.GivenFolderOf(parsed), cancellation);
        var benchmarks = onStore(new PostgresStore(server.Target));
        if (withPeers)
        {
            var peers = await PeerSet.OpenAsync(server.Target, Console.Error, cancellation);
            benchmarks = [.. benchmarks.Select(each => each with { Peers = peers.Having(each.PeerFigure) })];
        }
        var conditions = Machine.Conditions("postgres", await server.Target.DescribeAsync(cancellation));
        return await RunAsync(benchmarks, conditions, cancellation);
    }

    /// <summary>What a node's process does; see <see cref="NodeProgram"/>.</summary>
    public async Task<int> RunNodeAsync(bool tellsEach, CancellationToken cancellation)
    {
        var folder = options.FolderOf(parsed);
        if (parsed.GetValue(options.Connection) is not { } connectionString)
        {
            var files = new FolderStore(CabinetQueue.OpenOnSqliteAsync);
            await NodeProgram.RunAsync(files, new QueuePlace(folder, null), tellsEach, cancellation);
            return 0;
        }
        var store = new PostgresStore(await PostgresTarget.OpenAsync(connectionString, cancellation));
        await NodeProgram.RunAsync(store, new QueuePlace(folder, connectionString), tellsEach, cancellation);
        return 0;
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return WrongUsage;
    }

    private async Task<int> RunAsync(
        IReadOnlyList<Benchmark> all, RunConditions? conditions, CancellationToken cancellation)
    {
        var names = parsed.GetValue(options.Figures) ?? [];
        var unknown = names.Except(all.Select(benchmark => benchmark.Figure)).ToArray();
        if (unknown.Length > 0)
        {
            return await RefuseAsync(
                $"There is no figure {string.Join(", ", unknown)}."
                + $" The figures are {string.Join(", ", all.Select(benchmark => benchmark.Figure))}.");
        }
        IReport report = parsed.GetValue(options.Json) ? new JsonReport(Console.Out) : new TableReport(Console.Out);
        if (conditions is not null)
        {
            report.Begin(conditions);
        }
        var runner = new BenchmarkRunner(options.FolderOf(parsed), options.RunsOf(parsed), Console.Error);
        foreach (var benchmark in all.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Figure)))
        {
            report.Add(await runner.RunAsync(benchmark, cancellation));
        }
        return runner.HasFailed ? Failed : 0;
    }
}
