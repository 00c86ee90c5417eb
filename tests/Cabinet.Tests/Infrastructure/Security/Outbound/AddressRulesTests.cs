using System.Net;
using Cabinet.Infrastructure.Security.Outbound;
using CsCheck;

namespace Cabinet.Tests.Infrastructure.Security.Outbound;

public sealed class AddressRulesTests
{
    [Theory]
    [InlineData("0.0.0.0"), InlineData("0.255.255.255"), InlineData("10.0.0.0"), InlineData("10.255.255.255")]
    [InlineData("100.64.0.0"), InlineData("100.127.255.255"), InlineData("127.0.0.1"), InlineData("127.255.255.255")]
    [InlineData("169.254.0.1"), InlineData("172.16.0.0"), InlineData("172.31.255.255"), InlineData("192.0.0.1")]
    [InlineData("192.0.2.1"), InlineData("192.88.99.1"), InlineData("192.168.255.255"), InlineData("198.18.0.0")]
    [InlineData("198.19.255.255"), InlineData("198.51.100.1"), InlineData("203.0.113.1"), InlineData("224.0.0.1")]
    [InlineData("239.255.255.255"), InlineData("240.0.0.1"), InlineData("255.255.255.255")]
    [InlineData("::"), InlineData("::1"), InlineData("::ffff:8.8.8.8"), InlineData("::8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8"), InlineData("64:ff9b:1::1"), InlineData("100::1"), InlineData("2001::1")]
    [InlineData("2001:2::1"), InlineData("2001:10::1"), InlineData("2001:1ff:ffff::1"), InlineData("2001:db8::1")]
    [InlineData("2002:a00:1::1"), InlineData("3fff::1"), InlineData("3fff:fff::1"), InlineData("5f00::1")]
    [InlineData("fc00::1"), InlineData("fd12::1"), InlineData("fe80::1"), InlineData("fec0::1"), InlineData("ff02::1")]
    [InlineData("2600::5efe:a00:1"), InlineData("2600::200:5efe:a00:1"), InlineData("fe80::1%1")]
    public void A_special_address_is_refused(string address) =>
        Assert.Equal(OutboundRefusal.SpecialAddress, AddressRules.Check(IPAddress.Parse(address), []));

    [Theory]
    [InlineData("1.1.1.1"), InlineData("9.255.255.255"), InlineData("11.0.0.0"), InlineData("100.63.255.255")]
    [InlineData("100.128.0.0"), InlineData("172.15.255.255"), InlineData("172.32.0.0"), InlineData("198.20.0.0")]
    [InlineData("223.255.255.255"), InlineData("2001:200::1"), InlineData("2600::1"), InlineData("2a00::1")]
    public void A_public_address_may_be_called(string address) =>
        Assert.Equal(OutboundRefusal.None, AddressRules.Check(IPAddress.Parse(address), []));

    [Theory]
    [InlineData("169.254.169.254", "169.254.0.0/16"), InlineData("168.63.129.16", "168.0.0.0/8")]
    [InlineData("fd00:ec2::254", "fd00::/8")]
    public void A_metadata_address_needs_an_entry_of_its_own(string address, string around)
    {
        var metadata = IPAddress.Parse(address);
        var exact = new IPNetwork(metadata, metadata.GetAddressBytes().Length * 8);

        Assert.Equal(OutboundRefusal.MetadataAddress, AddressRules.Check(metadata, [IPNetwork.Parse(around)]));
        Assert.Equal(OutboundRefusal.None, AddressRules.Check(metadata, [exact]));
    }

    [Fact]
    public void An_allowed_network_opens_itself_and_not_its_embedded_forms()
    {
        IPNetwork[] allowed = [IPNetwork.Parse("10.1.2.0/24")];

        Assert.Equal(OutboundRefusal.None, AddressRules.Check(IPAddress.Parse("10.1.2.3"), allowed));
        Assert.Equal(OutboundRefusal.SpecialAddress, AddressRules.Check(IPAddress.Parse("10.1.3.3"), allowed));
        Assert.Equal(OutboundRefusal.SpecialAddress, AddressRules.Check(IPAddress.Parse("::ffff:10.1.2.3"), allowed));
    }

    [Fact]
    public void No_embedding_makes_an_IPv4_address_public() =>
        Gen.Byte.Array[4].Sample(v4 =>
        {
            byte[][] forms =
            [
                [.. new byte[10], 0xff, 0xff, .. v4],
                [.. new byte[12], .. v4],
                [0, 0x64, 0xff, 0x9b, .. new byte[8], .. v4],
                [0x20, 0x02, .. v4, .. new byte[9], 1],
                [0x20, 0x01, 0, 0, .. new byte[8], .. v4],
                [0x26, 0, .. new byte[6], 0, 0, 0x5e, 0xfe, .. v4],
            ];
            Assert.All(forms, form =>
                Assert.NotEqual(OutboundRefusal.None, AddressRules.Check(new IPAddress(form), [])));
        });
}
