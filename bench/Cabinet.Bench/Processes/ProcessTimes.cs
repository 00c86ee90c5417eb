using System.Globalization;

namespace Cabinet.Bench.Processes;

/// <summary>What a line of <c>/proc/PID/stat</c> says; see proc(5).</summary>
/// <param name="Id">The process.</param>
/// <param name="Parent">Its parent.</param>
/// <param name="Ticks">User and system time, of itself and of its children that ended.</param>
internal sealed record ProcessTimes(int Id, int Parent, long Ticks)
{
    public static ProcessTimes Parse(string line)
    {
        // The name stands in brackets and may hold anything, brackets and blanks too.
        var id = int.Parse(line.AsSpan(0, line.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture));
        return new ProcessTimes(id, int.Parse(fields[1], CultureInfo.InvariantCulture), ticks);
    }
}
