using System.Globalization;

namespace Cabinet.Bench.Processes;

/// <summary>How much of the machine something else used, since this was made.</summary>
internal sealed class OtherCpu(IReadOnlyList<int> servers)
{
    private readonly IReadOnlyList<int> ours = [Environment.ProcessId, .. servers];
    private readonly MachineTimes machine = MachineTimes.Now();
    private readonly double own = ProcessTree.CpuSeconds([Environment.ProcessId, .. servers]);

    /// <summary>The share of the time of all processors, 0 to 1.</summary>
    public double Share()
    {
        var now = MachineTimes.Now();
        var all = now.All - machine.All;
        var other = now.Busy - machine.Busy - (ProcessTree.CpuSeconds(ours) - own);
        return all <= 0 ? 0 : Math.Clamp(other / all, 0, 1);
    }

    /// <summary>Seconds of all processors together.</summary>
    private sealed record MachineTimes(double Busy, double All)
    {
        public static MachineTimes Now()
        {
            var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
                .Select(field => double.Parse(field, CultureInfo.InvariantCulture))
                .ToArray();
            var idle = ticks[3] + ticks[4];
            return new MachineTimes((ticks.Sum() - idle) / 100, ticks.Sum() / 100);
        }
    }
}
