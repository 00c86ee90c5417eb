using System.Globalization;

namespace Cabinet.Infrastructure.Security.CanonicalJson;

/// <summary>A number as RFC 8259 writes it.</summary>
internal static class NumberToken
{
    /// <summary>Finds where the number ends at which the text begins.</summary>
    /// <returns>False if there is none.</returns>
    internal static bool TryScan(ReadOnlySpan<byte> text, out int length)
    {
        length = 0;
        if (StartsWith(text, '-')) length++;
        if (StartsWith(text[length..], '0')) length++;
        else if (!TakeDigits(text, ref length)) return false;

        if (StartsWith(text[length..], '.'))
        {
            length++;
            if (!TakeDigits(text, ref length)) return false;
        }

        if (StartsWith(text[length..], 'e') || StartsWith(text[length..], 'E'))
        {
            length++;
            if (StartsWith(text[length..], '+') || StartsWith(text[length..], '-')) length++;
            if (!TakeDigits(text, ref length)) return false;
        }

        return true;
    }

    /// <summary>The double nearest to the number.</summary>
    /// <returns>False if the number is too large for one.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> token, out double value) =>
        double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static bool StartsWith(ReadOnlySpan<byte> text, char expected) => text.Length > 0 && text[0] == expected;

    private static bool TakeDigits(ReadOnlySpan<byte> text, ref int length)
    {
        var digits = text[length..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 0) digits = text.Length - length;
        length += digits;
        return digits > 0;
    }
}
