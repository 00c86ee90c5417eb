using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Cabinet.Fuzz;

/// <summary>Where instrumented code counts its branches until a fuzzer gives it memory for that.</summary>
internal static class Instrumentation
{
    private const int MapSize = 64 * 1024;

    /// <summary>To be called before any instrumented code runs, or it writes to address zero.</summary>
    internal static unsafe void Begin()
    {
        if (Trace.SharedMem is null)
        {
            Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(MapSize);
        }
    }
}
