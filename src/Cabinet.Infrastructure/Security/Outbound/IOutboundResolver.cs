using System.Net;

namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>Turns a name into addresses, once for each connection.</summary>
internal interface IOutboundResolver
{
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}
