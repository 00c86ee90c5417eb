using System.Globalization;

namespace Cabinet.Host.Output;

/// <summary>Makes text from outside safe to show on a terminal.</summary>
internal static class Printable
{
    /// <summary>
    /// The text with every character that a terminal would act on (control and formatting characters, line breaks)
    /// replaced by a question mark: a file's name must not be able to move the cursor or turn text around.
    /// </summary>
    public static string Text(string text) =>
        text.Any(IsActive) ? string.Concat(text.Select(character => IsActive(character) ? '?' : character)) : text;

    private static bool IsActive(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;
}
