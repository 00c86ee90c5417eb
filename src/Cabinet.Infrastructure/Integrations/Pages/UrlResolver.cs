namespace Cabinet.Infrastructure.Integrations.Pages;

/// <summary>Resolves references by RFC 3986, section 5.2, and leaves everything else of a URL as the page wrote it:
/// a URL in the result can be found in the page again.</summary>
internal static class UrlResolver
{
    /// <summary>The reference without surrounding white space and without line breaks, resolved if a base is known and
    /// the reference isn't absolute already.</summary>
    public static string Resolve(string? baseUrl, string reference)
    {
        var clean = Clean(reference);
        if (baseUrl is null || SchemeLength(clean) > 0 || !IsHierarchical(baseUrl)) return clean;
        var at = Parts.Of(baseUrl);
        if (clean.Length == 0) return at.Scheme + at.Authority + at.Path + at.Query;
        if (clean.StartsWith("//", StringComparison.Ordinal)) return at.Scheme + clean;
        if (clean[0] == '#') return at.Scheme + at.Authority + at.Path + at.Query + clean;
        if (clean[0] == '?') return at.Scheme + at.Authority + at.Path + clean;

        var pathEnd = clean.AsSpan().IndexOfAny('?', '#');
        var path = pathEnd < 0 ? clean : clean[..pathEnd];
        var rest = pathEnd < 0 ? "" : clean[pathEnd..];
        return at.Scheme + at.Authority + WithoutDots(path[0] == '/' ? path : Directory(at.Path) + path) + rest;
    }

    /// <summary>Whether a URL is absolute and can be a base: it has a scheme and an authority.</summary>
    public static bool IsHierarchical(string url)
    {
        var scheme = SchemeLength(url);
        return scheme > 0 && url.AsSpan(scheme).StartsWith("//");
    }

    private static string Clean(string reference)
    {
        var trimmed = reference.Trim(' ', '\t', '\n', '\f', '\r');
        return trimmed.AsSpan().IndexOfAny('\t', '\n', '\r') < 0
            ? trimmed
            : string.Concat(trimmed.Split('\t', '\n', '\r'));
    }

    /// <summary>The length of a scheme with its colon, or 0.</summary>
    private static int SchemeLength(string url)
    {
        if (url.Length == 0 || !char.IsAsciiLetter(url[0])) return 0;
        for (var i = 1; i < url.Length; i++)
        {
            if (url[i] == ':') return i + 1;
            if (!char.IsAsciiLetterOrDigit(url[i]) && url[i] is not ('+' or '-' or '.')) return 0;
        }

        return 0;
    }

    private static string Directory(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? "/" : path[..(slash + 1)];
    }

    /// <summary>RFC 3986, 5.2.4. The path starts with a slash.</summary>
    private static string WithoutDots(string path)
    {
        var kept = new List<string>();
        var segments = path.Split('/');
        for (var i = 1; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            switch (segments[i])
            {
                case "..":
                    if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
                    if (last) kept.Add("");
                    break;
                case ".":
                    if (last) kept.Add("");
                    break;
                default:
                    kept.Add(segments[i]);
                    break;
            }
        }

        return "/" + string.Join('/', kept);
    }

    /// <summary>The parts of a base URL that a reference may take over, each with its delimiter.</summary>
    private readonly record struct Parts(string Scheme, string Authority, string Path, string Query)
    {
        public static Parts Of(string url)
        {
            var scheme = SchemeLength(url);
            var fragment = url.IndexOf('#', StringComparison.Ordinal);
            var whole = fragment < 0 ? url : url[..fragment];
            var authorityEnd = whole.AsSpan(scheme + 2).IndexOfAny('/', '?');
            var pathStart = authorityEnd < 0 ? whole.Length : scheme + 2 + authorityEnd;
            var query = whole.IndexOf('?', pathStart);
            var pathEnd = query < 0 ? whole.Length : query;
            return new Parts(
                whole[..scheme], whole[scheme..pathStart], whole[pathStart..pathEnd], whole[pathEnd..]);
        }
    }
}
