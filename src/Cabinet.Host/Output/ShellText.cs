namespace Cabinet.Host.Output;

/// <summary>Text as it is typed into a POSIX shell.</summary>
internal static class ShellText
{
    /// <summary>One word of a command, in quotes where it needs them.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || "/._-:".Contains(character))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
