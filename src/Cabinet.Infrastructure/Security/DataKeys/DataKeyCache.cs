using Cabinet.Application.Security.DataKeys;

namespace Cabinet.Infrastructure.Security.DataKeys;

/// <summary>
/// The data keys that were opened in the last seconds: bounded in number and in time, so that a key that another process
/// shredded is soon looked up again, and one that this process shredded is gone at once.
/// </summary>
internal sealed class DataKeyCache(int capacity, TimeProvider time) : IDisposable
{
    private readonly Lock changing = new();
    private readonly Dictionary<Guid, Entry> entries = [];
    private readonly Queue<(Guid Id, Entry Entry)> oldestFirst = [];
    private long drops;
    private bool isDisposed;

    /// <summary>How often a key was dropped; whoever loads one asks before and hands it to <see cref="Add"/>.</summary>
    internal long Drops
    {
        get
        {
            lock (changing)
            {
                return drops;
            }
        }
    }

    internal int Count
    {
        get
        {
            lock (changing)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>Acquires a key that was read lately enough; null when it isn't here. The caller releases it.</summary>
    internal OpenedDataKey? TryAcquire(Guid id)
    {
        lock (changing)
        {
            RemoveStale();
            return entries.TryGetValue(id, out var entry) && entry.Key.TryAcquire() ? entry.Key : null;
        }
    }

    /// <summary>
    /// Keeps a key that the caller holds and goes on holding, unless any was dropped since it was looked up: it may be the
    /// one.
    /// </summary>
    /// <param name="id">Whose.</param>
    /// <param name="key">The key.</param>
    /// <param name="readAt">The timestamp before it was looked up.</param>
    /// <param name="dropsBefore">What <see cref="Drops"/> was before it was looked up.</param>
    internal void Add(Guid id, OpenedDataKey key, long readAt, long dropsBefore)
    {
        lock (changing)
        {
            RemoveStale();
            if (isDisposed || dropsBefore != drops || entries.ContainsKey(id) || !key.TryAcquire())
            {
                return;
            }

            while (oldestFirst.Count >= capacity)
            {
                RemoveOldest();
            }

            var entry = new Entry(key, readAt);
            entries.Add(id, entry);
            oldestFirst.Enqueue((id, entry));
        }
    }

    internal void Drop(Guid id)
    {
        lock (changing)
        {
            drops++;
            if (entries.Remove(id, out var entry))
            {
                entry.Key.Release();
            }
        }
    }

    public void Dispose()
    {
        lock (changing)
        {
            isDisposed = true;
            while (oldestFirst.Count > 0)
            {
                RemoveOldest();
            }
        }
    }

    private void RemoveStale()
    {
        while (oldestFirst.TryPeek(out var oldest)
            && time.GetElapsedTime(oldest.Entry.ReadAt) >= IDataKeys.LongestStaleness)
        {
            RemoveOldest();
        }
    }

    private void RemoveOldest()
    {
        var (id, entry) = oldestFirst.Dequeue();

        // It may have been dropped, and another one of its id be here.
        if (entries.TryGetValue(id, out var current) && ReferenceEquals(current, entry))
        {
            entries.Remove(id);
            entry.Key.Release();
        }
    }

    private sealed record Entry(OpenedDataKey Key, long ReadAt);
}
