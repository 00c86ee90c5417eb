using System.Globalization;
using Cabinet.Domain.Integrations;
using NetVips;

namespace Cabinet.Infrastructure.Vips;

/// <summary>The native library, loaded and set up once for the process.</summary>
internal static class VipsRuntime
{
    // libvips keeps a pointer to the handler, so it must never be collected.
    private static readonly Log.LogDelegate SilentLog = static (_, _, _) => { };

    private static readonly Lazy<Provenance> Started = new(StartOnce);

    /// <summary>Loads libvips on the first call, and says which version runs.</summary>
    /// <exception cref="InvalidOperationException">The native library is missing or doesn't fit.</exception>
    public static Provenance Start() => Started.Value;

    private static Provenance StartOnce()
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            throw new InvalidOperationException(
                "libvips couldn't be loaded. Cabinet.Infrastructure.Vips brings it for Linux on x64; for another " +
                "platform reference the package NetVips.Native of that platform, or install libvips 8.",
                ModuleInitializer.Exception);
        }

        // Jobs already run in parallel. More threads in each operation would only compete, and results that the
        // cache holds are never asked for again but keep a photograph's pixels in memory.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        Cache.MaxMem = 0;
        Cache.MaxFiles = 0;

        // libvips writes its warnings, which may quote a file's content, to the error stream of the process.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning | Enums.LogLevelFlags.Info, SilentLog);
        return new Provenance("libvips", Version());
    }

    private static string Version() => string.Create(
        CultureInfo.InvariantCulture,
        $"{NetVips.NetVips.Version(0)}.{NetVips.NetVips.Version(1)}.{NetVips.NetVips.Version(2)}");
}
