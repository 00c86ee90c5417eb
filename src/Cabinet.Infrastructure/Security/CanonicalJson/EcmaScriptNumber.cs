using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;

namespace Cabinet.Infrastructure.Security.CanonicalJson;

/// <summary>Writes a double as ECMAScript's Number::toString does (RFC 8785, 3.2.2.3).</summary>
/// <remarks>
/// The digits are the platform's: the fewest that read back as the same double, and of those the nearest to it. Only
/// where the point and the exponent go is decided here.
/// </remarks>
internal static class EcmaScriptNumber
{
    /// <summary>The longest number, <c>-0.0000012345678901234567</c> for example, has 25 characters.</summary>
    internal const int MaxLength = 32;

    private const int MaxDigits = 17;

    /// <summary>Writes the number; minus zero is zero.</summary>
    /// <param name="value">A finite double.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The bytes written.</returns>
    internal static int Format(double value, Span<byte> destination)
    {
        Debug.Assert(double.IsFinite(value), "Numbers that JSON can't write are refused before.");
        if (value == 0)
        {
            destination[0] = (byte)'0';
            return 1;
        }

        Span<byte> buffer = stackalloc byte[MaxDigits];
        var (count, point) = ShortestDigits(Math.Abs(value), buffer);
        var digits = buffer[..count];
        var sign = 0;
        if (value < 0) destination[sign++] = (byte)'-';
        return sign + Place(digits, point, destination[sign..]);
    }

    /// <summary>The value is 0.DIGITS times ten to the power of the point.</summary>
    private static int Place(ReadOnlySpan<byte> digits, int point, Span<byte> destination) => point switch
    {
        > 0 and <= 21 when digits.Length <= point => PlaceInteger(digits, point, destination),
        > 0 and <= 21 => PlaceDecimal(digits, point, destination),
        > -6 and <= 0 => PlaceFraction(digits, -point, destination),
        _ => PlaceExponent(digits, point - 1, destination),
    };

    private static int PlaceInteger(ReadOnlySpan<byte> digits, int length, Span<byte> destination)
    {
        digits.CopyTo(destination);
        destination[digits.Length..length].Fill((byte)'0');
        return length;
    }

    private static int PlaceDecimal(ReadOnlySpan<byte> digits, int point, Span<byte> destination)
    {
        digits[..point].CopyTo(destination);
        destination[point] = (byte)'.';
        digits[point..].CopyTo(destination[(point + 1)..]);
        return digits.Length + 1;
    }

    private static int PlaceFraction(ReadOnlySpan<byte> digits, int zeros, Span<byte> destination)
    {
        "0."u8.CopyTo(destination);
        destination.Slice(2, zeros).Fill((byte)'0');
        digits.CopyTo(destination[(2 + zeros)..]);
        return 2 + zeros + digits.Length;
    }

    private static int PlaceExponent(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        var length = digits.Length == 1 ? PlaceInteger(digits, 1, destination) : PlaceDecimal(digits, 1, destination);
        destination[length++] = (byte)'e';
        destination[length++] = exponent < 0 ? (byte)'-' : (byte)'+';
        var isWritten = Utf8Formatter.TryFormat(Math.Abs(exponent), destination[length..], out var written);
        Debug.Assert(isWritten, "An exponent has three digits at most.");
        return length + written;
    }

    /// <summary>
    /// Takes the digits and the place of the point from the platform's text, which has one of the forms 12.5, 0.0012
    /// and 1.25E+30.
    /// </summary>
    private static (int Count, int Point) ShortestDigits(double value, Span<byte> digits)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        var isWritten = Utf8Formatter.TryFormat(value, text, out var length);
        Debug.Assert(isWritten, "The longest double takes 24 bytes.");
        text = text[..length];

        var exponent = 0;
        if (text.IndexOf((byte)'E') is var mark and >= 0)
        {
            exponent = int.Parse(text[(mark + 1)..], CultureInfo.InvariantCulture);
            text = text[..mark];
        }

        var integer = text.IndexOf((byte)'.') is var found and >= 0 ? found : text.Length;
        var (count, skipped) = (0, 0);
        foreach (var digit in text)
        {
            if (digit == '.') continue;
            if (count == 0 && digit == '0') skipped++;
            else digits[count++] = digit;
        }

        while (digits[count - 1] == '0') count--;
        return (count, integer - skipped + exponent);
    }
}
