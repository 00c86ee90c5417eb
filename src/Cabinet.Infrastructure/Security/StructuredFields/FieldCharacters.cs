using System.Buffers;

namespace Cabinet.Infrastructure.Security.StructuredFields;

/// <summary>The characters that the grammars of HTTP name.</summary>
internal static class FieldCharacters
{
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary><c>tchar</c> of RFC 9110: what names of fields and methods are made of.</summary>
    internal static SearchValues<char> Token { get; } = SearchValues.Create("!#$%&'*+-.^_`|~" + Digits + Lower + Upper);

    /// <summary>What follows the first character of a structured field's token.</summary>
    internal static SearchValues<char> TokenRest { get; } =
        SearchValues.Create(":/!#$%&'*+-.^_`|~" + Digits + Lower + Upper);

    /// <summary>What follows the first character of a structured field's key.</summary>
    internal static SearchValues<char> KeyRest { get; } = SearchValues.Create("_-.*" + Digits + Lower);

    internal static SearchValues<char> Base64 { get; } = SearchValues.Create("+/=" + Digits + Lower + Upper);

    internal static bool IsKeyStart(char each) => char.IsAsciiLetterLower(each) || each == '*';

    internal static bool IsTokenStart(char each) => char.IsAsciiLetter(each) || each == '*';

    /// <summary>Space to tilde.</summary>
    internal static bool IsPrintable(char each) => each is >= ' ' and <= '~';

    /// <summary>Whether the text is a method or the name of a field.</summary>
    internal static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Token);

    /// <summary>Whether the text is a key of a dictionary or of parameters.</summary>
    internal static bool IsKey(string text) =>
        text.Length > 0 && IsKeyStart(text[0]) && !text.AsSpan(1).ContainsAnyExcept(KeyRest);
}
