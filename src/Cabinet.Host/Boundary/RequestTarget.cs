using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace Cabinet.Host.Boundary;

/// <summary>
/// The target as it stood in the request line. Signatures are over these bytes and routes are found by their decoded form, so
/// only targets for which the two are the same are taken.
/// </summary>
/// <param name="Path">The path.</param>
/// <param name="Query">The query without its question mark; null when there is none.</param>
internal sealed record RequestTarget(string Path, string? Query)
{
    private static readonly SearchValues<char> InPath =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_/");

    private static readonly SearchValues<char> InQuery =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~=&%:");

    /// <summary>Reads the target of a request.</summary>
    /// <exception cref="ApiProblem">It isn't plain.</exception>
    public static RequestTarget Of(HttpContext context)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var mark = raw.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? raw : raw[..mark];
        var query = mark < 0 ? null : raw[(mark + 1)..];
        return path.StartsWith('/')
            && !path.AsSpan().ContainsAnyExcept(InPath)
            && !path.Contains("//", StringComparison.Ordinal)
            && (query is null || !query.AsSpan().ContainsAnyExcept(InQuery))
                ? new RequestTarget(path, query)
                : throw new ApiProblem(
                    StatusCodes.Status400BadRequest,
                    "badTarget",
                    "The path may have letters, digits, '-', '_' and '/' only, and the query also '.', '~', '=', '&', '%' "
                    + "and ':'. Nothing in a path is percent-encoded.");
    }
}
