using System.Collections.Concurrent;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>The message keys that opened something lately. Bounded; reads take no lock.</summary>
/// <remarks>
/// A key comes in only after it opened an envelope, so forged rows can't drive out real keys. When it is full, the hand
/// of a clock passes over the keys and drops the first that wasn't used since it last came by; a key in use at that
/// moment lives on until its user releases it.
/// </remarks>
internal sealed class MessageKeyCache : IDisposable
{
    private readonly ConcurrentDictionary<MessageKeyName, Entry> entries;
    private readonly Entry?[] clock;
    private readonly Lock changing = new();
    private int hand;
    private bool disposed;

    internal MessageKeyCache(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        entries = new ConcurrentDictionary<MessageKeyName, Entry>(Environment.ProcessorCount, capacity);
        clock = new Entry?[capacity];
    }

    internal int Count => entries.Count;

    /// <summary>Acquires the key of that name, or null when it isn't here. The caller releases it.</summary>
    internal MessageKey? TryAcquire(MessageKeyName name)
    {
        if (!entries.TryGetValue(name, out var entry) || !entry.Key.TryAcquire())
        {
            return null;
        }

        // Written only when it changes, so that processors don't fight over the line.
        if (!entry.IsRecent)
        {
            entry.IsRecent = true;
        }

        return entry.Key;
    }

    /// <summary>Adds a key that the caller holds and goes on holding, unless there is one of that name.</summary>
    internal void Add(MessageKeyName name, MessageKey key)
    {
        lock (changing)
        {
            if (disposed || entries.ContainsKey(name) || !key.TryAcquire())
            {
                return;
            }

            var place = FindPlace();
            if (clock[place] is { } dropped)
            {
                entries.TryRemove(dropped.Name, out _);
                dropped.Key.Release();
            }

            var entry = new Entry(name, key);
            clock[place] = entry;
            entries[name] = entry;
        }
    }

    public void Dispose()
    {
        lock (changing)
        {
            disposed = true;
            entries.Clear();
            foreach (var entry in clock)
            {
                entry?.Key.Release();
            }

            Array.Clear(clock);
        }
    }

    private int FindPlace()
    {
        while (clock[hand] is { IsRecent: true } entry)
        {
            entry.IsRecent = false;
            hand = (hand + 1) % clock.Length;
        }

        var place = hand;
        hand = (hand + 1) % clock.Length;
        return place;
    }

    private sealed class Entry(MessageKeyName name, MessageKey key)
    {
        internal MessageKeyName Name { get; } = name;

        internal MessageKey Key { get; } = key;

        internal volatile bool IsRecent;
    }
}
