using System.Globalization;
using System.Text;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Infrastructure.Security.Signatures.Components;

/// <summary>
/// One parameter of the query, read as a form and encoded anew (RFC 9421, section 2.2.8). Text that isn't UTF-8 would
/// lose its difference on the way, so a query that holds such a parameter has none that can be covered.
/// </summary>
internal static class QueryParameters
{
    /// <summary>The value, encoded; null when the name, encoded, doesn't occur exactly once.</summary>
    internal static string? Find(SignatureMessage request, string encodedName)
    {
        if (Target.Query(request) is null || request.Query is not { } query)
        {
            return null;
        }

        string? found = null;
        var count = 0;
        foreach (var range in query.AsSpan().Split('&'))
        {
            var parameter = query.AsSpan(range);
            var equals = parameter.IndexOf('=');
            var name = Encode(equals < 0 ? parameter : parameter[..equals]);
            var value = Encode(equals < 0 ? [] : parameter[(equals + 1)..]);
            if (name is null || value is null || ++count > SignatureLimits.QueryParameters)
            {
                return null;
            }

            if (!parameter.IsEmpty && string.Equals(name, encodedName, StringComparison.Ordinal))
            {
                if (found is not null)
                {
                    return null;
                }

                found = value;
            }
        }

        return found;
    }

    /// <summary>Decodes what a form holds and encodes it in the way that is signed; null when it isn't UTF-8.</summary>
    private static string? Encode(ReadOnlySpan<char> raw)
    {
        var bytes = Decode(raw);
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return null;
        }

        var encoded = new StringBuilder(bytes.Length);
        foreach (var each in bytes)
        {
            _ = char.IsAsciiLetterOrDigit((char)each) || each is (byte)'*' or (byte)'-' or (byte)'.' or (byte)'_'
                ? encoded.Append((char)each)
                : encoded.Append(CultureInfo.InvariantCulture, $"%{each:X2}");
        }

        return encoded.ToString();
    }

    // A percent sign that two hexadecimal digits don't follow stands for itself.
    private static byte[] Decode(ReadOnlySpan<char> raw)
    {
        var bytes = new List<byte>(raw.Length);
        for (var place = 0; place < raw.Length; place++)
        {
            if (raw[place] == '%' && place + 2 < raw.Length &&
                byte.TryParse(raw.Slice(place + 1, 2), NumberStyles.AllowHexSpecifier, null, out var octet))
            {
                bytes.Add(octet);
                place += 2;
            }
            else
            {
                bytes.Add(raw[place] == '+' ? (byte)' ' : (byte)raw[place]);
            }
        }

        return [.. bytes];
    }
}
