using System.Collections;

namespace Cabinet.Testing;

/// <summary>The runs of a drain, in their order.</summary>
public sealed class Drained : IReadOnlyList<RanJob>
{
    private readonly IReadOnlyList<RanJob> runs;

    internal Drained(IReadOnlyList<RanJob> runs) => this.runs = runs;

    /// <inheritdoc />
    public int Count => runs.Count;

    /// <inheritdoc />
    public RanJob this[int index] => runs[index];

    /// <summary>Requires that every run completed.</summary>
    /// <exception cref="CabinetTestException">One didn't; the message lists those.</exception>
    public Drained AllCompleted()
    {
        var others = runs.Where(run => !run.IsCompleted).ToArray();
        return others.Length == 0
            ? this
            : throw new CabinetTestException(
                $"Expected every run to complete, and {others.Length} of {runs.Count} didn't:\n"
                + string.Join('\n', others.Take(20).Select(run => run.ToString())));
    }

    /// <inheritdoc />
    public IEnumerator<RanJob> GetEnumerator() => runs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
