using System.Buffers;
using Cabinet.Application.Security.Signatures;

namespace Cabinet.Infrastructure.Security.Signatures.Components;

/// <summary>
/// The parts of a request's target URI, in the form that is signed. Nothing is decoded, and no dots are resolved: what
/// was received is what is signed. Each part is null when it can't be a part of a URI.
/// </summary>
internal static class Target
{
    private static readonly SearchValues<char> SchemeRest =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    // What ends an authority, stands before its host, or is no part of it.
    private static readonly SearchValues<char> NotInAuthority = SearchValues.Create("/?#@\\ ");

    internal static string? Scheme(SignatureMessage request)
    {
        var scheme = request.Scheme!;
        return scheme.Length > 0 && char.IsAsciiLetter(scheme[0]) && !scheme.AsSpan().ContainsAnyExcept(SchemeRest)
            ? ToLower(scheme)
            : null;
    }

    /// <summary>Host in lower case, with the port unless it is the scheme's own.</summary>
    internal static string? Authority(SignatureMessage request)
    {
        var authority = request.Authority!;
        if (!IsVisible(authority) || authority.AsSpan().ContainsAny(NotInAuthority) ||
            Scheme(request) is not { } scheme)
        {
            return null;
        }

        var (host, port) = Split(authority);
        if (host.Length == 0 || port.Any(each => !char.IsAsciiDigit(each)) || !IsHost(host))
        {
            return null;
        }

        var isDefault = (scheme, port) is (_, "") or ("https", "443") or ("http", "80");
        return ToLower(host) + (isDefault ? "" : ":" + port);
    }

    internal static string? Path(SignatureMessage request)
    {
        var path = request.Path!;
        if (path.Length == 0)
        {
            return "/";
        }

        return path[0] == '/' && IsVisible(path) && !path.AsSpan().ContainsAny('?', '#') ? path : null;
    }

    /// <summary>The query with its question mark, which stands alone when there is no query.</summary>
    internal static string? Query(SignatureMessage request) => IsQuery(request.Query) ? "?" + request.Query : null;

    internal static string? Uri(SignatureMessage request) =>
        Scheme(request) is { } scheme && Authority(request) is { } authority && PathAndQuery(request) is { } rest
            ? $"{scheme}://{authority}{rest}"
            : null;

    internal static string? RequestTarget(SignatureMessage request)
    {
        if (request.RequestTarget is { } target)
        {
            return target.Length > 0 && IsVisible(target) ? target : null;
        }

        return PathAndQuery(request);
    }

    private static string? PathAndQuery(SignatureMessage request) => Path(request) is { } path && IsQuery(request.Query)
        ? path + (request.Query is null ? "" : "?" + request.Query)
        : null;

    private static bool IsQuery(string? query) =>
        query is null || (IsVisible(query) && !query.Contains('#', StringComparison.Ordinal));

    private static (string Host, string Port) Split(string authority)
    {
        var colon = authority.LastIndexOf(':');
        return colon < 0 || authority.EndsWith(']') ? (authority, "") : (authority[..colon], authority[(colon + 1)..]);
    }

    // A colon is part of a host only between brackets.
    private static bool IsHost(string host) => host[0] == '['
        ? host.IndexOf(']', StringComparison.Ordinal) == host.Length - 1 && host.Length > 2
        : !host.AsSpan().ContainsAny(":[]");

    private static bool IsVisible(string text) =>
        text.Length <= SignatureLimits.TargetLength && text.All(each => each is >= '!' and <= '~');

#pragma warning disable CA1308 // HTTP normalises schemes and hosts to lower case (RFC 9110, section 4.2.3).
    private static string ToLower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308
}
