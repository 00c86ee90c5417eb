using System.Globalization;

namespace Cabinet.Crash.Tests.Features;

/// <summary>What the processes of the storm wrote down, all of them together.</summary>
internal sealed class FeatureTrace
{
    private readonly Dictionary<string, FeatureWork> works = [];
    private readonly Dictionary<string, long> acknowledged = [];
    private readonly List<(string Job, string Node, long Began, long? Ended, long Killed)> runs = [];
    private readonly Dictionary<string, (long Lease, long Until)> nodes = [];

    /// <summary>The jobs whose enqueue was acknowledged, and when.</summary>
    public IReadOnlyDictionary<string, long> Acknowledged => acknowledged;

    /// <summary>What is known of each job that was acknowledged or began.</summary>
    public IReadOnlyDictionary<string, FeatureWork> Works => works;

    /// <summary>The batches that were closed for certain.</summary>
    public HashSet<string> Closed { get; } = [];

    /// <summary>The jobs of the ticks that the schedule says were fired.</summary>
    public List<string> Ticks { get; } = [];

    /// <summary>Claims with jobs: of which queue, how many, and at which time of the node's clock, in microseconds.</summary>
    public List<(string Queue, int Count, long Now)> Claims { get; } = [];

    /// <summary>All runs in the order in which they began.</summary>
    public IReadOnlyList<FeatureRun> Runs { get; private set; } = [];

    /// <param name="folder">Of the logs.</param>
    /// <param name="killedAt">When runs were dead, where the death of a process ends what it held at once.</param>
    public static FeatureTrace Read(string folder, IReadOnlyDictionary<string, long> killedAt)
    {
        var trace = new FeatureTrace();
        foreach (var file in Directory.EnumerateFiles(folder, "features-*").Order(StringComparer.Ordinal))
        {
            AddAll(file, trace.AddFeature);
        }

        foreach (var file in Directory.EnumerateFiles(folder, "fleet-*").Order(StringComparer.Ordinal))
        {
            var killed = killedAt.GetValueOrDefault(Path.GetFileName(file).Split('-')[1], long.MaxValue);
            var open = new Dictionary<string, int>();
            AddAll(file, (at, words) => trace.AddFleet(at, words, killed, open));
        }

        trace.Runs =
        [
            .. trace.runs.OrderBy(run => run.Began).Select(run => new FeatureRun(
                run.Job, run.Began, run.Ended, run.Ended ?? Math.Min(run.Killed, trace.nodes[run.Node].Until))),
        ];
        return trace;
    }

    /// <summary>The runs of jobs of a kind, in the order in which they began.</summary>
    public IEnumerable<(FeatureWork Work, FeatureRun Run)> RunsOf(string kind) => Runs
        .Where(run => works.TryGetValue(run.Job, out var work) && work.Kind == kind)
        .Select(run => (works[run.Job], run));

    private static void AddAll(string file, Action<long, string[]> add)
    {
        foreach (var line in File.ReadLines(file))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            add(Number(words[0]), words[1..]);
        }
    }

    private void AddFeature(long at, string[] words)
    {
        switch (words)
        {
            case ["acknowledged", var job, var kind, var key, var sequence]:
                acknowledged.Add(job, at);
                works.TryAdd(job, new FeatureWork(job, kind, key, (int)Number(sequence), "-", "-"));
                break;
            case ["work", var job, var kind, var key, var sequence, var batch, var role]:
                works[job] = new FeatureWork(job, kind, key, (int)Number(sequence), batch, role);
                break;
            case ["closed", var batch]:
                Closed.Add(batch);
                break;
            case ["tick", var job]:
                Ticks.Add(job);
                break;
        }
    }

    private void AddFleet(long at, string[] words, long killed, Dictionary<string, int> open)
    {
        switch (words)
        {
            case ["began", var job, var epoch, var node, ..]:
                open[$"{job} {epoch}"] = runs.Count;
                runs.Add((job, node, at, null, killed));
                break;
            case ["ended", var job, var epoch]:
                runs[open[$"{job} {epoch}"]] = runs[open[$"{job} {epoch}"]] with { Ended = at };
                break;
            case ["held", var node, var sentAt, var lease]:
                var length = Math.Max(Number(lease), nodes.GetValueOrDefault(node).Lease);
                nodes[node] = (length, Number(sentAt) + length);
                break;
            case ["claimed", var count, _, var queue, var now]:
                Claims.Add((queue, (int)Number(count), Number(now)));
                break;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
