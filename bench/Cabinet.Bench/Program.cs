using System.CommandLine;
using Cabinet.Bench;
using Cabinet.Bench.Queue;
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

var security = new Command("security", "Sealing, signing, nonces and audit, each beside the primitive alone.")
{
    options.OnlySqlite, options.Runs, options.Figures, options.Json, options.Folder,
};
security.SetAction((parsed, cancellation) =>
    new BenchSession(options, parsed).RunAsync(SecurityBenchmarks.All, cancellation));

var root = new RootCommand("Benchmarks, each beside the machine's limit in the same minutes.")
{
    queue, security, limits,
};
return await root.Parse(args).InvokeAsync();
