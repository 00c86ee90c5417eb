namespace Cabinet.Fuzz;

/// <summary>One decoder of bytes from outside, and how to feed it.</summary>
internal abstract class FuzzTarget
{
    /// <summary>
    /// What one input may allocate: this much, and <see cref="LargestGrowth"/> bytes for each of its own. It bounds
    /// what a stranger can make the decoder use.
    /// </summary>
    private const long LargestAllocation = 2 * 1024 * 1024;

    private const long LargestGrowth = 256;

    // Processor time, so that a busy machine is no finding.
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(1);

    /// <summary>The target's name, and its corpus's folder.</summary>
    internal abstract string Name { get; }

    /// <summary>
    /// Inputs to start from, the same ones every time, of which some are accepted. Those that need keys are made here,
    /// because a file would name a key that the next change to the ring no longer makes.
    /// </summary>
    internal abstract IEnumerable<byte[]> Seeds();

    /// <summary>
    /// Decodes an input. Every exception is a finding: the decoder must refuse, what it accepts must hold together, and
    /// memory must not run away.
    /// </summary>
    /// <returns>Whether it was accepted.</returns>
    internal bool Run(ReadOnlySpan<byte> input)
    {
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var isAccepted = Decode(input);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Require(
            allocated <= LargestAllocation + LargestGrowth * input.Length,
            $"{input.Length} bytes made it allocate {allocated}.");
        return isAccepted;
    }

    /// <summary>The same, and time must not run away either: for the long runs, where nothing else runs beside.</summary>
    internal void RunTimed(ReadOnlySpan<byte> input)
    {
        var usedBefore = Environment.CpuUsage.TotalTime;
        Run(input);
        Require(
            Environment.CpuUsage.TotalTime - usedBefore <= LongestRun,
            $"{input.Length} bytes kept it busy for more than {LongestRun}.");
    }

    /// <summary>Decodes an input; whether it was accepted. Exceptions are findings.</summary>
    protected abstract bool Decode(ReadOnlySpan<byte> input);

    /// <summary>
    /// Takes the first byte, by which an input says what it is; 0 where there is none, because SharpFuzz's first input is
    /// empty at times, and afl-fuzz takes one that runs no instrumented code for a sign that there is none.
    /// </summary>
    protected static byte Selector(ref ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
        {
            return 0;
        }

        var selector = input[0];
        input = input[1..];
        return selector;
    }

    /// <summary>Says that what was accepted doesn't hold together.</summary>
    protected static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }
}
