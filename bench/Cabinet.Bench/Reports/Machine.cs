using System.Globalization;
using System.Runtime.InteropServices;

namespace Cabinet.Bench.Reports;

/// <summary>Describes the machine that measures.</summary>
internal static class Machine
{
    public static RunConditions Conditions(string store, string? server) => new(
        store,
        DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
        Describe(),
        RuntimeInformation.FrameworkDescription,
        server);

    private static string Describe()
    {
        var processor = ValueOf("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();
        var gibibytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores ({processor}), {gibibytes:0} GiB, {RuntimeInformation.OSDescription}");
    }

    private static string? ValueOf(string file, string key) => File.Exists(file)
        ? File.ReadLines(file)
            .FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))
            ?.Split(':', 2)[1]
            .Trim()
        : null;
}
