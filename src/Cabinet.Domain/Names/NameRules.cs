using System.Buffers;

namespace Cabinet.Domain.Names;

/// <summary>What every plaintext name in Cabinet obeys: it is stored, logged and exported, so it stays short and plain.</summary>
public static class NameRules
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaximumLength = 100;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Whether the text is 1 to 100 characters of a-z, 0-9, dot, underscore and hyphen, starting with a letter.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaximumLength }
        && text[0] is >= 'a' and <= 'z'
        && !text.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Returns the text, or says what is wrong with it.</summary>
    /// <exception cref="ArgumentException">The text is not a valid name.</exception>
    public static string Require(string? text, string what) => IsValid(text)
        ? text!
        : throw new ArgumentException(
            $"'{text}' is not a valid {what}. Use 1 to {MaximumLength} characters of a-z, 0-9, '.', '_' and '-', "
            + "starting with a letter.",
            nameof(text));
}
