using System.Globalization;
using System.Text;

namespace Cabinet.Domain.Jobs;

/// <summary>What tags obey: they are stored in the clear, listed and exported, so they stay few, short and printable.</summary>
public static class JobTags
{
    /// <summary>The most tags of one job.</summary>
    public const int MaximumCount = 10;

    /// <summary>The longest tag, in characters.</summary>
    public const int MaximumLength = 50;

    /// <summary>Whether the text is 1 to 50 printable characters that don't begin or end with a space.</summary>
    public static bool IsValid(string? tag)
    {
        if (tag is not { Length: > 0 and <= MaximumLength } || tag[0] == ' ' || tag[^1] == ' ')
        {
            return false;
        }

        for (var i = 0; i < tag.Length;)
        {
            if (!Rune.TryGetRuneAt(tag, i, out var rune) || !IsPrintable(rune))
            {
                return false;
            }

            i += rune.Utf16SequenceLength;
        }

        return true;
    }

    /// <summary>Returns the tags, each once and in the order of their characters, or says what is wrong with them.</summary>
    /// <exception cref="ArgumentException">There are too many, or one isn't valid.</exception>
    public static IReadOnlyList<string> Require(IReadOnlyList<string>? tags)
    {
        if (tags is null || tags.Count == 0)
        {
            return [];
        }

        var distinct = new SortedSet<string>(tags, StringComparer.Ordinal);
        if (distinct.Count > MaximumCount)
        {
            throw new ArgumentException($"A job has at most {MaximumCount} tags, not {distinct.Count}.", nameof(tags));
        }

        foreach (var tag in distinct)
        {
            _ = Require(tag);
        }

        return [.. distinct];
    }

    /// <summary>Returns the tag, or says what is wrong with it.</summary>
    /// <exception cref="ArgumentException">It isn't valid.</exception>
    public static string Require(string? tag) => IsValid(tag)
        ? tag!
        : throw new ArgumentException(
            $"'{tag}' is not a valid tag. Use 1 to {MaximumLength} printable characters, with no space at either end.",
            nameof(tag));

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
