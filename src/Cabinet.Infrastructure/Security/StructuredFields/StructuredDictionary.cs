namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>The members of a dictionary field, in their order (RFC 9651, section 3.2). Keys are unique.</summary>
internal sealed class StructuredDictionary(IReadOnlyList<KeyValuePair<string, StructuredMember>> members)
{
    internal IReadOnlyList<KeyValuePair<string, StructuredMember>> Members => members;

    /// <summary>The member under a key; null when there is none.</summary>
    internal StructuredMember? Find(string key)
    {
        foreach (var (name, member) in members)
        {
            if (string.Equals(name, key, StringComparison.Ordinal))
            {
                return member;
            }
        }

        return null;
    }
}
