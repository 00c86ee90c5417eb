using System.Net;
using System.Net.Sockets;

namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>
/// Resolves, checks and connects in one place: the socket goes to an address that was checked, and the name isn't looked
/// up again, so an answer that changes in between has no effect.
/// </summary>
internal sealed class OutboundConnector(
    OutboundOptions options, IOutboundResolver resolver, OutboundRefusals refusals)
{
    /// <summary>More answers than this for one name are refused.</summary>
    internal const int MaxAddresses = 64;

    internal async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(target.Host, cancellationToken);
        if (addresses.Length > MaxAddresses)
            refusals.ThrowUnlessNone(OutboundRefusal.TooManyAddresses, target.Host, target.Port);

        // All of them, so that a name can't try its luck with one public address among private ones.
        foreach (var address in addresses)
        {
            refusals.ThrowUnlessNone(
                AddressRules.Check(address, options.AllowedNetworks), target.Host, target.Port);
        }

        return await ConnectToAnyAsync(addresses, target.Port, cancellationToken);
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host, out var literal) ? [literal] : await resolver.ResolveAsync(host, cancellationToken);

    private static async Task<Stream> ConnectToAnyAsync(
        IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException failed)
            {
                socket.Dispose();
                last = failed;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }
}
