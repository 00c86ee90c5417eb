using System.Net;

namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>The next hop of a redirected call.</summary>
internal static class OutboundRedirect
{
    /// <summary>
    /// What another origin may see of a request. Any other header may carry a credential, so it stays behind.
    /// </summary>
    private static readonly string[] HarmlessHeaders = ["Accept", "Accept-Encoding", "Accept-Language", "User-Agent"];

    /// <summary>Only reading calls without a body are repeated elsewhere; other redirects go to the caller.</summary>
    internal static bool IsFollowed(HttpRequestMessage request, HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head)
        && request.Content is null
        && response.Headers.NonValidated.Contains("Location");

    /// <summary>Makes the next hop, or says why there is none.</summary>
    internal static OutboundRefusal Next(
        HttpRequestMessage request, HttpResponseMessage response, out HttpRequestMessage? next)
    {
        next = null;
        var from = request.RequestUri!;
        var locations = response.Headers.NonValidated["Location"];
        if (locations.Count != 1 || !Uri.TryCreate(from, locations.ToString(), out var to))
            return OutboundRefusal.AmbiguousRedirect;
        if (from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp) return OutboundRefusal.Downgrade;
        next = new HttpRequestMessage(request.Method, to)
        {
            Version = request.Version,
            VersionPolicy = request.VersionPolicy,
        };
        var sameOrigin = Origin(from) == Origin(to);
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            if (sameOrigin || HarmlessHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
                next.Headers.TryAddWithoutValidation(name, values);
        }

        return OutboundRefusal.None;
    }

    private static (string Scheme, string Host, int Port) Origin(Uri uri) => (uri.Scheme, uri.IdnHost, uri.Port);
}
