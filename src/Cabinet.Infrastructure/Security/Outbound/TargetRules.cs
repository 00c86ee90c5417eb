using System.Net;

namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>What a URI may look like before anything is resolved.</summary>
internal static class TargetRules
{
    /// <summary>Whether <paramref name="uri"/>, which is absolute, may be called, and if not, why.</summary>
    internal static OutboundRefusal Check(Uri uri, OutboundOptions options)
    {
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) return OutboundRefusal.Scheme;
        if (uri.UserInfo.Length > 0 || WrittenAuthority(uri).Contains('@', StringComparison.Ordinal))
            return OutboundRefusal.UserInfo;
        if (!IsPlainlySpelt(uri)) return OutboundRefusal.HostSpelling;
        return options.Ports.Contains(uri.Port) ? OutboundRefusal.None : OutboundRefusal.Port;
    }

    /// <summary>
    /// <see cref="Uri"/> rewrites <c>0x7f.1</c> or <c>2130706433</c> to an address, and other parsers read them
    /// otherwise. So an address must be written as itself, and a name may not look like a number.
    /// </summary>
    private static bool IsPlainlySpelt(Uri uri)
    {
        if (uri.HostNameType is not (UriHostNameType.IPv4 or UriHostNameType.Dns)) return IsPlainV6(uri);
        if (uri.HostNameType == UriHostNameType.Dns)
            return !IsNumeric(uri.IdnHost) && !IPAddress.TryParse(uri.IdnHost, out _);
        var written = WrittenAuthority(uri);
        return written == uri.Host || written.StartsWith(uri.Host + ":", StringComparison.Ordinal);
    }

    private static bool IsPlainV6(Uri uri) =>
        uri.HostNameType == UriHostNameType.IPv6 && !uri.IdnHost.Contains('%', StringComparison.Ordinal);

    /// <summary>A host whose last label is a number in decimal, octal or hexadecimal is an address to some parsers.</summary>
    private static bool IsNumeric(string host)
    {
        var label = host.TrimEnd('.').Split('.')[^1];
        return label.Length > 0
            && (label.All(char.IsDigit)
                || (label.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && label[2..].All(char.IsAsciiHexDigit)));
    }

    private static string WrittenAuthority(Uri uri)
    {
        var text = uri.OriginalString;
        var start = text.IndexOf("//", StringComparison.Ordinal);
        if (start < 0) return "";
        var rest = text[(start + 2)..];
        var end = rest.IndexOfAny(['/', '\\', '?', '#']);
        return end < 0 ? rest : rest[..end];
    }
}
