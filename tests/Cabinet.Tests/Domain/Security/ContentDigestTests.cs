using Cabinet.Domain.Security;
using CsCheck;

namespace Cabinet.Tests.Domain.Security;

public sealed class ContentDigestTests
{
    [Fact]
    public void Text_and_bytes_give_the_same_digest_back() => Gen.Byte.Array[ContentDigest.Size].Sample(bytes =>
    {
        var digest = ContentDigest.FromBytes(bytes);
        Assert.Equal(bytes, digest.ToByteArray());
        Assert.Equal(Convert.ToHexStringLower(bytes), digest.ToString());
        Assert.True(ContentDigest.TryParse(digest.ToString(), out var parsed));
        Assert.Equal(digest, parsed);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000g")]
    [InlineData("000000000000000000000000000000000000000000000000000000000000000A")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000000")]
    public void Anything_else_does_not_parse(string? text) => Assert.False(ContentDigest.TryParse(text, out _));
}
