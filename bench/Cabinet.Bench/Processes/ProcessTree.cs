using System.Globalization;

namespace Cabinet.Bench.Processes;

/// <summary>Processor time of a process and all that descend from it, from Linux's <c>/proc</c>.</summary>
internal static class ProcessTree
{
    /// <summary>The kernel counts in these; 100 a second on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Seconds of user and system time; children that ended count through the parent that waited.</summary>
    public static double CpuSeconds(params IReadOnlyList<int> roots)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), out var id) ? Read(id) : null)
            .OfType<ProcessTimes>()
            .ToDictionary(each => each.Id);
        return all.Values.Where(each => Descends(each, roots, all)).Sum(each => each.Ticks) / TicksPerSecond;
    }

    /// <summary>A process's parent; null when the process is gone.</summary>
    public static int? ParentOf(int process) => Read(process)?.Parent;

    private static bool Descends(
        ProcessTimes process, IReadOnlyList<int> roots, Dictionary<int, ProcessTimes> all)
    {
        for (var each = process; each is not null; each = all.GetValueOrDefault(each.Parent))
        {
            if (roots.Contains(each.Id))
            {
                return true;
            }
        }
        return false;
    }

    private static ProcessTimes? Read(int process)
    {
        try
        {
            return ProcessTimes.Parse(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat")));
        }
        catch (IOException)
        {
            return null; // It ended while it was read.
        }
    }
}
