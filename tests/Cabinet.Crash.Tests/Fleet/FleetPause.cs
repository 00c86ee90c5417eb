using System.Globalization;

namespace Cabinet.Crash.Tests.Fleet;

/// <summary>How long a fleet stood still while a standby took over, from the logs of its processes.</summary>
/// <remarks>Times in microseconds of the machine's monotonic clock, which all processes share.</remarks>
internal sealed class FleetPause
{
    private readonly long killing;
    private readonly long killed;
    private readonly long promoted;
    private readonly long ended;
    private readonly List<List<long>> enqueued = [];
    private readonly List<List<long>> completed = [];

    private FleetPause(long killing, long killed, long promoted, long ended)
    {
        this.killing = killing;
        this.killed = killed;
        this.promoted = promoted;
        this.ended = ended;
    }

    public static long Now =>
        (long)(TimeProvider.System.GetTimestamp() * (1_000_000.0 / TimeProvider.System.TimestampFrequency));

    /// <param name="folder">Where the logs are.</param>
    /// <param name="killing">Just before the primary was killed.</param>
    /// <param name="killed">When the primary was dead, and the standby was asked to take over.</param>
    /// <param name="promoted">When the standby took writes.</param>
    /// <param name="ended">When every process had got on with its work.</param>
    public static FleetPause Read(string folder, long killing, long killed, long promoted, long ended)
    {
        var pause = new FleetPause(killing, killed, promoted, ended);
        foreach (var file in Directory.EnumerateFiles(folder, "fleet-*"))
        {
            pause.Add(File.ReadLines(file).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList());
        }

        return pause;
    }

    /// <summary>The figures, one a line.</summary>
    public IEnumerable<string> Summary()
    {
        yield return Line("the promotion itself took", promoted - killed);
        foreach (var (name, processes) in new[] { ("enqueues", enqueued), ("completions", completed) })
        {
            var all = processes.SelectMany(times => times);
            yield return Line($"PAUSE OF {name.ToUpperInvariant()}, all processes", Longest(all));
            yield return Line($"pause of {name}, the slowest process", processes.Max(Longest));
        }
    }

    // The longest stretch without any, from the last one before the kill to the first one after everybody went on.
    private long Longest(IEnumerable<long> times)
    {
        var (longest, before) = (0L, long.MinValue);
        foreach (var at in times.Order())
        {
            var isWithin = at > killing && before <= ended && before > 0;
            longest = isWithin ? Math.Max(longest, at - before) : longest;
            before = at;
        }

        Assert.NotEqual(0, longest);
        return longest;
    }

    private void Add(List<string[]> lines)
    {
        AddUnlessEmpty(enqueued, lines.Where(words => words[1] == "acknowledged"));
        AddUnlessEmpty(completed, lines.Where(words => words is [_, "committed", "end" or "dead", ..]));
    }

    private static void AddUnlessEmpty(List<List<long>> processes, IEnumerable<string[]> lines)
    {
        var times = lines.Select(words => long.Parse(words[0], CultureInfo.InvariantCulture)).ToList();
        if (times.Count > 0)
        {
            processes.Add(times);
        }
    }

    private static string Line(string name, long microseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"  {name,-42}{microseconds / 1_000_000.0,8:F3} s");
}
