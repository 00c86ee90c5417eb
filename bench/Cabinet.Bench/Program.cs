using System.CommandLine;
using Cabinet.Bench;
using Cabinet.Bench.Features;
using Cabinet.Bench.Nodes;
using Cabinet.Bench.Queue;
using Cabinet.Bench.Reports;
using Cabinet.Bench.Security;

var options = new BenchOptions();

var limits = new Command("limits", "The raw loops that the other figures are read against.")
{
    options.Store, options.Runs, options.Figures, options.Json, options.Folder, options.Connection,
};
limits.SetAction((parsed, cancellation) => new BenchSession(options, parsed).RunAsync(
    store => store is PostgresStore postgres ? LimitBenchmarks.Of(postgres) : LimitBenchmarks.All, cancellation));

var queue = new Command("queue", "The durable queue: enqueue, bulk, drain and latency.")
{
    options.Store, options.Peers, options.Runs, options.Figures, options.Json, options.Folder, options.Connection,
};
queue.SetAction((parsed, cancellation) => new BenchSession(options, parsed).RunAsync(
    store => store is PostgresStore postgres
        ? [.. new QueueBenchmarks(store).All, .. LimitBenchmarks.Further(postgres)]
        : new QueueBenchmarks(store).All,
    cancellation));

var flat = new Command("flat", "Whether a job costs the same with many waiting, or beside an open transaction.")
{
    options.Store, options.Waiting, options.Held, options.Runs, options.Figures, options.Json, options.Folder,
    options.Connection,
};
flat.SetAction((parsed, cancellation) => new BenchSession(options, parsed).RunAsync(
    store => new FlatBenchmarks(
        store, parsed.GetValue(options.Waiting), TimeSpan.FromSeconds(parsed.GetValue(options.Held))).All,
    cancellation));

var churn = new Command("churn", "Whether tables and indexes keep their size while jobs come and go; --runs 1 is enough.")
{
    options.Store, options.Minutes, options.Rate, options.Runs, options.Figures, options.Json, options.Folder,
    options.Connection,
};
churn.SetAction((parsed, cancellation) => new BenchSession(options, parsed).RunAsync(
    store => store is PostgresStore postgres
        ? new ChurnBenchmarks(
            postgres, TimeSpan.FromMinutes(parsed.GetValue(options.Minutes)), parsed.GetValue(options.Rate)).All
        : [],
    cancellation));

var scaling = new Command("scaling", "A backlog worked off by 1, 2 and 4 nodes, and what a job costs in processor time.")
{
    options.Store, options.Runs, options.Figures, options.Json, options.Folder, options.Connection,
};
scaling.SetAction((parsed, cancellation) => new BenchSession(options, parsed).RunAsync(
    store => store.HasManyNodes ? new ScalingBenchmarks(store).All : [], cancellation));

var features = new Command("features", "What each feature of the queue costs a drain, beside the same one without it.")
{
    options.Store, options.Noisy, options.Runs, options.Figures, options.Json, options.Folder, options.Connection,
};
features.SetAction((parsed, cancellation) => new BenchSession(options, parsed).RunAsync(
    store => [.. new FeatureBenchmarks(store).All, .. new QuietPartition(store, parsed.GetValue(options.Noisy)).All],
    cancellation));

var node = new Command(NodeProgram.Command, "One node in a process of its own; the other commands start it.")
{
    options.Store, options.Folder, options.Connection, options.Each,
};
node.Hidden = true;
node.SetAction((parsed, cancellation) =>
    new BenchSession(options, parsed).RunNodeAsync(parsed.GetValue(options.Each), cancellation));

var recorded = new Argument<FileInfo[]>("files") { Description = "What the other commands printed with --json." };
var report = new Command("report", "The page docs/benchmarks.md from recorded runs.") { recorded };
report.SetAction(async (parsed, cancellation) =>
{
    var lines = new List<string>();
    foreach (var file in parsed.GetRequiredValue(recorded))
    {
        lines.AddRange(await File.ReadAllLinesAsync(file.FullName, cancellation));
    }
    new BenchmarkPage(RecordedRun.Parse(lines), Console.Out).Write();
});

var security = new Command("security", "Sealing, signing, nonces and audit, each beside the primitive alone.")
{
    options.OnlySqlite, options.Runs, options.Figures, options.Json, options.Folder,
};
security.SetAction((parsed, cancellation) =>
    new BenchSession(options, parsed).RunAsync(SecurityBenchmarks.All, cancellation));

var root = new RootCommand("Benchmarks, each beside the machine's limit in the same minutes.")
{
    queue, features, flat, churn, scaling, security, limits, report, node,
};
return await root.Parse(args).InvokeAsync();
