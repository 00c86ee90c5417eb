namespace Cabinet.Bench.Security;

/// <summary>Times an operation of some microseconds: warm, and in short blocks.</summary>
/// <remarks>A block is shorter than what a busy machine gives a thread at once: the median block ran alone.</remarks>
internal static class OperationTimer
{
    private const int Blocks = 301;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Block = TimeSpan.FromMilliseconds(1);

    /// <summary>Microseconds of one operation: the median of the blocks.</summary>
    public static double Microseconds(Action operation)
    {
        var perBlock = Math.Max(1, (int)(Repeat(operation, WarmUp) * (Block / WarmUp)));
        var times = new double[Blocks];
        foreach (ref var time in times.AsSpan())
        {
            var started = TimeProvider.System.GetTimestamp();
            for (var run = 0; run < perBlock; run++)
            {
                operation();
            }
            time = TimeProvider.System.GetElapsedTime(started).TotalMicroseconds / perBlock;
        }
        Array.Sort(times);
        return times[Blocks / 2];
    }

    /// <summary>Bytes that one operation allocates on its thread.</summary>
    public static double AllocatedBytes(Action operation)
    {
        const int Operations = 1_000;
        Repeat(operation, WarmUp);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < Operations; run++)
        {
            operation();
        }
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Operations;
    }

    private static int Repeat(Action operation, TimeSpan duration)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var count = 1; ; count++)
        {
            operation();
            if (TimeProvider.System.GetElapsedTime(started) >= duration)
            {
                return count;
            }
        }
    }
}
