using System.Globalization;
using Cabinet.Application.Persistence.Records;
using Cabinet.Crash.Probe;
using Cabinet.Crash.Probe.Bulk;
using Cabinet.Crash.Probe.Features;
using Cabinet.Crash.Probe.Fleet;

// Usage: Cabinet.Crash.Probe FOLDER RUN enqueue JOBS TOGETHER   enqueues, runs nothing, and ends
//        Cabinet.Crash.Probe FOLDER RUN storm                   produces and runs jobs until it is killed
//        Cabinet.Crash.Probe FOLDER RUN drain                   runs what is left, and ends
//        Cabinet.Crash.Probe FOLDER RUN replay COMMANDS         replays signed commands until it is killed
//        Cabinet.Crash.Probe FOLDER RUN replay-once COMMANDS    replays each of them once, and ends
//        Cabinet.Crash.Probe FOLDER RUN payloads                enqueues jobs with payloads in a folder until it is killed
//        Cabinet.Crash.Probe FOLDER RUN payloads-check          says what kills left of them, collects, and ends
//        Cabinet.Crash.Probe FOLDER RUN work CONNECTION LEASE   runs jobs of a store on PostgreSQL until it is killed;
//                                                               LEASE in seconds, 0 for the default
//        Cabinet.Crash.Probe FOLDER RUN produce CONNECTION RATE enqueues so many a second there until it is killed
//        Cabinet.Crash.Probe FOLDER RUN put CONNECTION COUNT WORK enqueues so many there that work so many milliseconds,
//                                                               and ends
//        Cabinet.Crash.Probe FOLDER RUN features CONNECTION PHASE [RATE]  the storm on the queue's features, on PostgreSQL or
//                                                               on "sqlite"; PHASE is prepare, storm or drain
//        Cabinet.Crash.Probe FOLDER RUN bulk CONNECTION PHASE [COUNT]  actions on many jobs, on PostgreSQL or on "sqlite";
//                                                               PHASE is fill, redrive, cancel, work or tell
// RUN is a number that no other run on the folder has.
if (args is not [var folder, var run, var mode, .. var rest])
{
    Console.Error.WriteLine("A folder, a run and a mode are needed.");
    return 2;
}

if (mode == "features")
{
    await using var node = await FeatureNode.OpenAsync(folder, run, rest[0], isTicking: rest[1] == "storm");
    await (rest[1] switch
    {
        "prepare" => node.PrepareAsync(int.Parse(rest[2])),
        "storm" => node.StormAsync(),
        _ => node.DrainAsync(),
    });
    return 0;
}

if (mode == "bulk")
{
    await using var bulk = await BulkProbe.OpenAsync(folder, rest[0], works: rest[1] == "fill");
    await (rest[1] switch
    {
        "fill" => bulk.FillAsync(int.Parse(rest[2])),
        "redrive" => bulk.BeginAsync(BulkKind.Redrive),
        "cancel" => bulk.BeginAsync(BulkKind.Cancel),
        "work" => bulk.WorkAsync(),
        _ => bulk.TellAsync(),
    });
    return 0;
}

if (mode == "put")
{
    await using var node = await FleetNode.OpenAsync(folder, run, rest[0], lease: null);
    await node.PutAsync(int.Parse(rest[1]), int.Parse(rest[2]));
    return 0;
}

if (mode is "work" or "produce")
{
    var number = double.Parse(rest[1], CultureInfo.InvariantCulture);
    TimeSpan? lease = mode == "work" && number > 0 ? TimeSpan.FromSeconds(number) : null;
    await using var node = await FleetNode.OpenAsync(folder, run, rest[0], lease);
    await (mode == "work" ? node.WorkAsync() : node.ProduceAsync((int)number));
    return 0;
}

if (mode is "payloads" or "payloads-check")
{
    await using var payloads = await PayloadProbe.OpenAsync(folder);
    await (mode == "payloads" ? payloads.ProduceAsync() : payloads.CheckAsync());
    return 0;
}

await using var probe = await ProbeNode.OpenAsync(folder, run);
switch (mode)
{
    case "enqueue":
        await probe.EnqueueAsync(int.Parse(rest[0]), int.Parse(rest[1]));
        return 0;
    case "storm":
        await probe.StormAsync();
        return 0;
    case "drain":
        await probe.DrainAsync();
        return 0;
    case "replay":
        await probe.Replayer(int.Parse(run)).ReplayForeverAsync(int.Parse(rest[0]));
        return 0;
    case "replay-once":
        await probe.Replayer(int.Parse(run)).ReplayOnceAsync(int.Parse(rest[0]));
        return 0;
    default:
        Console.Error.WriteLine($"There is no mode '{mode}'.");
        return 2;
}
