using System.CommandLine;
using Cabinet.Bench;
using Cabinet.Bench.Queue;
using Cabinet.Bench.Reports;
using Cabinet.Bench.Security;

var store = new Option<string>("--store")
{
    Description = "The database to measure.",
    DefaultValueFactory = _ => "sqlite",
};
store.AcceptOnlyFromAmong("sqlite");
var runs = new Option<int>("--runs") { Description = "Runs of each figure, 1 to 99.", DefaultValueFactory = _ => 5 };
runs.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > 99)
    {
        result.AddError("--runs takes a number from 1 to 99.");
    }
});
var figures = new Option<string[]>("--figure")
{
    Description = "Only this figure; may be given several times.",
    AllowMultipleArgumentsPerToken = true,
};
var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
var folder = new Option<DirectoryInfo>("--folder")
{
    Description = "Where the databases are made; on the disk that is to be measured, not in memory.",
    DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(AppContext.BaseDirectory, "data")),
};

var limits = new Command("limits", "The raw loops that the other figures are read against.") 
{
    runs, figures, json, folder,
};
limits.SetAction((parsed, cancellation) => RunAsync(parsed, LimitBenchmarks.All, cancellation));
var queue = new Command("queue", "The durable queue: enqueue, bulk, drain and latency.")
{
    store, runs, figures, json, folder,
};
queue.SetAction((parsed, cancellation) =>
    RunAsync(parsed, new QueueBenchmarks(CabinetQueue.OpenOnSqliteAsync).All, cancellation));
var security = new Command("security", "Sealing, signing, nonces and audit, each beside the primitive alone.")
{
    store, runs, figures, json, folder,
};
security.SetAction((parsed, cancellation) => RunAsync(parsed, SecurityBenchmarks.All, cancellation));
var root = new RootCommand("Benchmarks, each beside the machine's limit in the same minutes.")
{
    queue, security, limits,
};
return await root.Parse(args).InvokeAsync();

async Task<int> RunAsync(ParseResult parsed, IReadOnlyList<Benchmark> all, CancellationToken cancellation)
{
    var names = parsed.GetValue(figures) ?? [];
    var unknown = names.Except(all.Select(benchmark => benchmark.Figure)).ToArray();
    if (unknown.Length > 0)
    {
        await Console.Error.WriteLineAsync(
            $"There is no figure {string.Join(", ", unknown)}."
            + $" The figures are {string.Join(", ", all.Select(benchmark => benchmark.Figure))}.");
        return 2;
    }
    IReport report = parsed.GetValue(json) ? new JsonReport(Console.Out) : new TableReport(Console.Out);
    var runner = new BenchmarkRunner(parsed.GetRequiredValue(folder).FullName, parsed.GetValue(runs));
    foreach (var benchmark in all.Where(benchmark => names.Length == 0 || names.Contains(benchmark.Figure)))
    {
        report.Add(await runner.RunAsync(benchmark, cancellation));
    }
    return 0;
}
