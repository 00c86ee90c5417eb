// Measures a peer once, in an empty database:
//   Cabinet.Peers list                                   what each measures, and with which settings
//   Cabinet.Peers PEER MODE FIGURE --connection STRING
// Prints one JSON object a line; a latency gives two of them. node/run.mjs does the same for the peers on Node.

using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cabinet.Peers;

IReadOnlyList<IPeer> peers = [new HangfirePeer(), new RebusPeer(), new QuartzPeer()];
switch (args)
{
    case ["list"]:
        foreach (var peer in peers)
        {
            List(peer);
        }
        return 0;
    case [var name, var mode, var figure, "--connection", var connectionString, .. var rest]
        when peers.FirstOrDefault(peer => peer.Name == name) is { } peer
        && peer.Figures.FirstOrDefault(each => each.Mode == mode && each.Figure == figure) is { } chosen:
        await RunAsync(new Loops(peer, chosen, connectionString), figure, isProducer: rest is ["--produce"]);
        return 0;
    default:
        await Console.Error.WriteLineAsync("Give list, or PEER MODE FIGURE --connection STRING with names out of list.");
        return 2;
}

static void List(IPeer peer)
{
    foreach (var each in peer.Figures)
    {
        Print(writer =>
        {
            writer.WriteString("peer", peer.Name);
            writer.WriteString("version", peer.Version);
            writer.WriteString("mode", each.Mode);
            writer.WriteString("figure", each.Figure);
            writer.WriteString("settings", each.Settings);
            writer.WriteString("note", each.Note);
        });
    }
}

async Task RunAsync(Loops loops, string figure, bool isProducer)
{
    if (isProducer)
    {
        await loops.ProduceAsync();
    }
    else if (figure == "latency")
    {
        var times = await loops.LatencyAsync(ProduceElsewhereAsync);
        Value("latency-p50", "ms", times[times.Length / 2], times.Length);
        Value("latency-p99", "ms", times[times.Length * 99 / 100], times.Length);
    }
    else
    {
        Value(figure, "jobs/s", await (figure switch
        {
            "enqueue-1" => loops.EnqueueAsync(1),
            "enqueue-8" => loops.EnqueueAsync(8),
            "bulk" => loops.BulkAsync(),
            _ => loops.DrainAsync(),
        }));
    }
}

async Task ProduceElsewhereAsync()
{
    using var process = Process.Start(Environment.ProcessPath!, [.. args, "--produce"]);
    await process.WaitForExitAsync();
    if (process.ExitCode != 0)
    {
        throw new InvalidOperationException($"The producer ended with exit code {process.ExitCode}.");
    }
}

static void Value(string figure, string unit, double value, int? jobs = null) => Print(writer =>
{
    writer.WriteString("figure", figure);
    writer.WriteString("unit", unit);
    writer.WriteNumber("value", value);
    if (jobs is { } count)
    {
        writer.WriteNumber("jobs", count);
    }
});

static void Print(Action<Utf8JsonWriter> write)
{
    using var buffer = new MemoryStream();
    using (var writer = new Utf8JsonWriter(
        buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
    {
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
    }
    Console.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
}
