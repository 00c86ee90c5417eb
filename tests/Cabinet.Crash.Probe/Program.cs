using Cabinet.Crash.Probe;

// Usage: Cabinet.Crash.Probe FOLDER RUN enqueue JOBS TOGETHER   enqueues, runs nothing, and ends
//        Cabinet.Crash.Probe FOLDER RUN storm                   produces and runs jobs until it is killed
//        Cabinet.Crash.Probe FOLDER RUN drain                   runs what is left, and ends
//        Cabinet.Crash.Probe FOLDER RUN replay COMMANDS         replays signed commands until it is killed
//        Cabinet.Crash.Probe FOLDER RUN replay-once COMMANDS    replays each of them once, and ends
// RUN is a number that no other run on the folder has.
if (args is not [var folder, var run, var mode, .. var rest])
{
    Console.Error.WriteLine("A folder, a run and a mode are needed.");
    return 2;
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
