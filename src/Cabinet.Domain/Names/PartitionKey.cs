using System.Globalization;
using System.Text;

namespace Cabinet.Domain.Names;

/// <summary>
/// Names a part of a queue that gets its fair share of turns and may have limits of its own: a tenant, an account, a
/// device.
/// </summary>
/// <remarks>Stored, logged and listed in plaintext, so no personal data belongs in it. Compared by its characters.</remarks>
public readonly record struct PartitionKey
{
    /// <summary>The longest key, in characters.</summary>
    public const int MaximumLength = 200;

    private readonly string? text;

    /// <summary>Makes a key.</summary>
    /// <exception cref="ArgumentException">The text isn't 1 to 200 printable characters.</exception>
    public PartitionKey(string text) => this.text = IsValid(text)
        ? text
        : throw new ArgumentException(
            $"A partition key has 1 to {MaximumLength} printable characters. Use a number or a short name that isn't "
            + "personal data.",
            nameof(text));

    /// <summary>The text; empty only for the default value, which names nothing.</summary>
    public string Value => text ?? string.Empty;

    /// <summary>Whether the text is 1 to 200 printable characters.</summary>
    public static bool IsValid(string? text)
    {
        if (text is not { Length: > 0 and <= MaximumLength })
        {
            return false;
        }

        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done
                || !IsPrintable(rune))
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);
}
