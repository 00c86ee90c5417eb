namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>
/// Rows in the order of their keys. Rows are immutable: a change puts another row in the place of the old one.
/// </summary>
internal sealed class Table<TKey, TRow>(
    UndoLog undo, ITableIndex<TRow>? index = null, IComparer<TKey>? comparer = null)
    where TKey : notnull
    where TRow : class
{
    private readonly SortedDictionary<TKey, TRow> rows = new(comparer);

    /// <summary>How many rows there are.</summary>
    public int Count => rows.Count;

    /// <summary>The rows in the order of their keys.</summary>
    public IEnumerable<TRow> Rows => rows.Values;

    /// <summary>The rows with their keys, in the order of those.</summary>
    public IEnumerable<KeyValuePair<TKey, TRow>> Pairs => rows;

    /// <summary>The row of a key, or null.</summary>
    public TRow? Find(TKey key) => rows.GetValueOrDefault(key);

    /// <summary>Inserts a row, or puts it in the place of the one before.</summary>
    public void Put(TKey key, TRow row) => Change(key, row);

    /// <summary>Deletes a row, if there is one.</summary>
    public void Remove(TKey key) => Change(key, null);

    private void Change(TKey key, TRow? row)
    {
        var before = Find(key);
        undo.Add(() => Set(key, before));
        Set(key, row);
    }

    private void Set(TKey key, TRow? row)
    {
        if (rows.Remove(key, out var before))
        {
            index?.Remove(before);
        }

        if (row is not null)
        {
            rows.Add(key, row);
            index?.Add(row);
        }
    }
}
