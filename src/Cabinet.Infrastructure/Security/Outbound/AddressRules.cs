using System.Net;
using System.Net.Sockets;

namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>
/// Which addresses are public, by IANA's registries of special-purpose addresses (RFC 6890) for IPv4 and IPv6. Of IPv6
/// only global unicast (2000::/3) can be: what embeds an IPv4 address outside of it (mapped, compatible, NAT64) never is.
/// </summary>
internal static class AddressRules
{
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared (carrier-grade NAT)
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link local
            "172.16.0.0/12", // private
            "192.0.0.0/24", // IETF protocols
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, and broadcast
            "2001::/23", // IETF protocols: Teredo, benchmarks, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "3fff::/20", // documentation
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Where clouds hand out credentials. One of them is a public address.</summary>
    private static readonly IPAddress[] Metadata =
    [
        .. new[]
        {
            "169.254.169.254", "169.254.170.2", "169.254.170.23", "100.100.100.200", "168.63.129.16", "192.0.0.192",
            "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254",
        }.Select(IPAddress.Parse),
    ];

    /// <summary>Whether a connection to <paramref name="address"/> may be made, and if not, why.</summary>
    internal static OutboundRefusal Check(IPAddress address, IEnumerable<IPNetwork> allowed)
    {
        // A zone picks a network interface, and a network's entry doesn't say which. IPNetwork reads a mapped address as
        // the IPv4 address in it, so it never gets to see one.
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && (address.ScopeId != 0 || address.IsIPv4MappedToIPv6))
            return OutboundRefusal.SpecialAddress;
        var isMetadata = Array.Exists(Metadata, address.Equals);
        var covering = allowed.Where(network => network.Contains(address)).ToList();
        if (isMetadata)
        {
            return covering.Exists(network => network.PrefixLength == address.GetAddressBytes().Length * 8)
                ? OutboundRefusal.None
                : OutboundRefusal.MetadataAddress;
        }

        return covering.Count > 0 || IsPublic(address) ? OutboundRefusal.None : OutboundRefusal.SpecialAddress;
    }

    private static bool IsPublic(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !IsSpecial(address),
        AddressFamily.InterNetworkV6 => GlobalUnicast.Contains(address) && !IsSpecial(address) && !IsIsatap(address),
        _ => false,
    };

    private static bool IsSpecial(IPAddress address) => Array.Exists(Special, network => network.Contains(address));

    /// <summary>RFC 5214: an interface id that embeds an IPv4 address, under any prefix.</summary>
    private static bool IsIsatap(IPAddress address) =>
        address.GetAddressBytes() is [_, _, _, _, _, _, _, _, 0 or 2, 0, 0x5e, 0xfe, ..];
}
