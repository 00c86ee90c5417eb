using System.Net;
using Cabinet.Infrastructure.Security.Outbound;
using CsCheck;

namespace Cabinet.Tests.Infrastructure.Security.Outbound;

public sealed class TargetRulesTests
{
    [Theory]
    [InlineData("http://2130706433/"), InlineData("http://0x7f.1/"), InlineData("http://0177.0.0.1/")]
    [InlineData("http://127.1/"), InlineData("http://0x7f000001/"), InlineData("http://8.8.2056/")]
    [InlineData("http://example.0x7f/"), InlineData("http://example.1/"), InlineData("http://1.1.1.1./")]
    [InlineData("http://[fe80::1%25eth0]/"), InlineData("http://１.1.1.1/")]
    public void An_odd_spelling_of_a_host_is_refused(string uri) =>
        Assert.Equal(OutboundRefusal.HostSpelling, TargetRules.Check(new Uri(uri), new OutboundOptions()));

    [Theory]
    [InlineData("ftp://example.com/", "Scheme"), InlineData("file:///etc/passwd", "Scheme")]
    [InlineData("https://example.com:22/", "Port"), InlineData("http://u:p@example.com/", "UserInfo")]
    [InlineData("http://@example.com/", "UserInfo")]
    public void What_else_a_uri_may_not_have_is_refused(string uri, string reason) =>
        Assert.Equal(reason, TargetRules.Check(new Uri(uri), new OutboundOptions()).ToString());

    [Theory]
    [InlineData("https://example.com/a?b=c@d"), InlineData("http://1.1.1.1:443"), InlineData("https://[2600::1]/")]
    [InlineData("https://münchen.example/"), InlineData("https://1a.example/")]
    public void An_ordinary_uri_passes(string uri) =>
        Assert.Equal(OutboundRefusal.None, TargetRules.Check(new Uri(uri), new OutboundOptions()));

    [Fact]
    public void An_IPv4_address_passes_only_in_the_spelling_that_it_prints() =>
        Gen.Select(Gen.Byte.Array[4], Gen.Int[0, 3]).Sample((bytes, form) =>
        {
            var text = new IPAddress(bytes).ToString();
            var number = ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
            var written = form switch { 0 => text, 1 => $"{number}", 2 => $"0x{number:x}", _ => $"0{text}" };
            var expected = form == 0 ? OutboundRefusal.None : OutboundRefusal.HostSpelling;
            Assert.Equal(expected, TargetRules.Check(new Uri($"http://{written}/"), new OutboundOptions()));
        });
}
