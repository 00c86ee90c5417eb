using System.Text;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Infrastructure.Security.Signatures.Components;

/// <summary>Finds the lines of a field, and takes what the transport added out of them.</summary>
internal static class FieldLines
{
    /// <summary>The values of a field's lines, in order; null when there are none, or they can't be signed.</summary>
    internal static IReadOnlyList<string>? Find(IReadOnlyList<SignatureField> fields, string name)
    {
        var values = new List<string>();
        var length = 0L;
        foreach (var field in fields)
        {
            if (!string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            // A signature may cover many members of one field, so what is too long to sign isn't even looked through.
            length += field.Value.Length;
            if (length > SignatureLimits.BaseLength || Canonicalize(field.Value) is not { } value)
            {
                return null;
            }

            values.Add(value);
        }

        return values.Count == 0 ? null : values;
    }

    /// <summary>
    /// Makes one space of each line folding with the white space around it, and strips the ends. Null when there is a
    /// line break that folds nothing, or a null character.
    /// </summary>
    internal static string? Canonicalize(string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0)
        {
            return value.Trim(' ', '\t');
        }

        var unfolded = new StringBuilder(value.Length);
        var place = 0;
        while (place < value.Length)
        {
            var each = value[place];
            if (each is not ('\r' or '\n' or '\0'))
            {
                unfolded.Append(each);
                place++;
                continue;
            }

            var afterBreak = each == '\n' ? place + 1 : place + 2;
            if (each == '\0' || (each == '\r' && (afterBreak > value.Length || value[place + 1] != '\n')))
            {
                return null;
            }

            place = SkipWhitespace(value, afterBreak);
            if (place == afterBreak)
            {
                return null;
            }

            TrimEnd(unfolded);
            unfolded.Append(' ');
        }

        return unfolded.ToString().Trim(' ', '\t');
    }

    private static int SkipWhitespace(string value, int place)
    {
        while (place < value.Length && value[place] is ' ' or '\t')
        {
            place++;
        }

        return place;
    }

    private static void TrimEnd(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] is ' ' or '\t')
        {
            text.Length--;
        }
    }
}
