using System.Net;

namespace Cabinet.Host.Boundary;

/// <summary>
/// The names that this node answers to. A signature covers the name that it was made for, so a request to another
/// installation that knows the same key isn't taken here.
/// </summary>
/// <param name="names">Hosts with their ports, as clients write them; on loopback every loopback name does, too.</param>
internal sealed class ApiAuthorities(IReadOnlyCollection<string> names)
{
    private readonly HashSet<string> known = new(names, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a request is for this node.</summary>
    public bool Has(HttpContext context)
    {
        var host = context.Request.Host;
        return known.Contains(host.Value ?? "") || IsLoopback(context, host);
    }

    private static bool IsLoopback(HttpContext context, HostString host)
    {
        var connection = context.Connection;
        return connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local)
            && host.Port == connection.LocalPort
            && (host.Host == "localhost" || (IPAddress.TryParse(host.Host, out var named) && IPAddress.IsLoopback(named)));
    }
}
