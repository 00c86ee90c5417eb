using System.Diagnostics.CodeAnalysis;

namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>
/// Reads structured fields (RFC 9651, section 4.2), strictly: all of the text, or nothing. Its work grows with the
/// length of the text and with nothing else, it calls itself nowhere, and no text makes it throw.
/// </summary>
/// <remarks>
/// Stricter than the RFC demands in two places, both of which it allows: Base64 is taken only in its one canonical form
/// (padding, no stray bits), and a caller can refuse repeated keys.
/// </remarks>
internal static class StructuredFieldParser
{
    internal static bool TryParseItem(
        string text, [NotNullWhen(true)] out StructuredItem? item, DuplicateKeys duplicates = DuplicateKeys.LastWins)
    {
        item = null;
        var reader = new StructuredFieldReader(text, duplicates);
        return Begin(ref reader) && reader.TryReadItem(out item) && End(ref reader);
    }

    /// <summary>An empty text is an empty list.</summary>
    internal static bool TryParseList(
        string text,
        [NotNullWhen(true)] out IReadOnlyList<StructuredMember>? list,
        DuplicateKeys duplicates = DuplicateKeys.LastWins)
    {
        list = null;
        var reader = new StructuredFieldReader(text, duplicates);
        var members = new List<StructuredMember>();
        if (!Begin(ref reader))
        {
            return false;
        }

        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadMember(out var member) ||
                members.Count == StructuredFieldLimits.Members ||
                !SkipSeparator(ref reader))
            {
                return false;
            }

            members.Add(member);
        }

        list = members;
        return true;
    }

    /// <summary>An empty text is an empty dictionary.</summary>
    internal static bool TryParseDictionary(
        string text,
        [NotNullWhen(true)] out StructuredDictionary? dictionary,
        DuplicateKeys duplicates = DuplicateKeys.LastWins)
    {
        dictionary = null;
        var reader = new StructuredFieldReader(text, duplicates);
        var members = new OrderedMembers<StructuredMember>(StructuredFieldLimits.Members, duplicates);
        if (!Begin(ref reader))
        {
            return false;
        }

        while (!reader.IsAtEnd)
        {
            if (!reader.TryReadKey(out var key) ||
                !reader.TryReadDictionaryMember(out var member) ||
                !members.TryAdd(key, member) ||
                !SkipSeparator(ref reader))
            {
                return false;
            }
        }

        dictionary = new StructuredDictionary(members.Entries);
        return true;
    }

    private static bool Begin(ref StructuredFieldReader reader)
    {
        reader.SkipSpaces();
        return reader.Length <= StructuredFieldLimits.Length;
    }

    private static bool End(ref StructuredFieldReader reader)
    {
        reader.SkipSpaces();
        return reader.IsAtEnd;
    }

    // After a member comes the end, or a comma with another member behind it.
    private static bool SkipSeparator(ref StructuredFieldReader reader)
    {
        reader.SkipOptionalWhitespace();
        if (reader.IsAtEnd)
        {
            return true;
        }

        if (!reader.TrySkip(','))
        {
            return false;
        }

        reader.SkipOptionalWhitespace();
        return !reader.IsAtEnd;
    }
}
