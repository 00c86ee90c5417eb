namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>
/// Collects keys and values as a parser meets them: a repeated key takes the place of its first occurrence and the
/// value of its last (RFC 9651, section 4.2.2), unless repetition is refused.
/// </summary>
internal sealed class OrderedMembers<T>(int maximum, DuplicateKeys duplicates)
{
    private readonly List<KeyValuePair<string, T>> entries = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    internal IReadOnlyList<KeyValuePair<string, T>> Entries => entries;

    /// <summary>False when the key may not come again, or there are too many.</summary>
    internal bool TryAdd(string key, T value)
    {
        var entry = KeyValuePair.Create(key, value);
        if (places.TryGetValue(key, out var place))
        {
            entries[place] = entry;
            return duplicates == DuplicateKeys.LastWins;
        }

        places.Add(key, entries.Count);
        entries.Add(entry);
        return entries.Count <= maximum;
    }
}
