using System.Net;

namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>The operating system's resolver.</summary>
internal sealed class SystemResolver : IOutboundResolver
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Dns.GetHostAddressesAsync(host, cancellationToken);
}
