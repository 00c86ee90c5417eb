namespace Cabinet.Bench;

/// <summary>
/// Figures that one measurement gives together: whichever is asked for first measures, and the others take the same
/// runs, in order.
/// </summary>
internal sealed class SharedRuns<T>(
    Func<string, CancellationToken, Task<IReadOnlyDictionary<string, T>>> measureAsync)
{
    private readonly Dictionary<string, Queue<T>> left = [];

    public async Task<T> TakeAsync(string figure, string folder, CancellationToken cancellation)
    {
        if (left.TryGetValue(figure, out var waiting) && waiting.TryDequeue(out var taken))
        {
            return taken;
        }
        var values = await measureAsync(folder, cancellation);
        foreach (var (other, value) in values.Where(each => each.Key != figure))
        {
            if (!left.TryGetValue(other, out var others))
            {
                left.Add(other, others = new Queue<T>());
            }
            others.Enqueue(value);
        }
        return values.TryGetValue(figure, out var own)
            ? own
            : throw new InvalidOperationException($"The measurement gave {string.Join(", ", values.Keys)}, not {figure}.");
    }
}
