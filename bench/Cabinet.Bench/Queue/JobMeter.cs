using System.Collections.Concurrent;

namespace Cabinet.Bench.Queue;

/// <summary>Counts the jobs that are started, and tells when a certain one was.</summary>
/// <param name="onStart">Called with the timestamp of each start; null when nobody wants to know.</param>
internal sealed class JobMeter(Action<long>? onStart = null)
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<long>> _awaited = new();
    private int _started;

    /// <summary>How many jobs were started so far.</summary>
    public int Started => Volatile.Read(ref _started);

    /// <summary>The timestamp at which the so-manieth job is started; to be asked for before workers start.</summary>
    public Task<long> WhenStarted(int job) => _awaited.GetOrAdd(job, _ => NewSource()).Task;

    /// <summary>Called by the handler, first thing.</summary>
    public void Start()
    {
        onStart?.Invoke(TimeProvider.System.GetTimestamp());
        if (_awaited.TryRemove(Interlocked.Increment(ref _started), out var source))
        {
            source.SetResult(TimeProvider.System.GetTimestamp());
        }
    }

    private static TaskCompletionSource<long> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
