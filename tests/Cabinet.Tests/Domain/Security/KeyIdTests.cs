using Cabinet.Domain.Security;
using CsCheck;

namespace Cabinet.Tests.Domain.Security;

public sealed class KeyIdTests
{
    [Fact]
    public void Bytes_give_the_same_id_back() => Gen.Byte.Array[KeyId.Size].Sample(bytes =>
    {
        Assert.Equal(bytes, KeyId.FromBytes(bytes).ToByteArray());
        Assert.Equal(Convert.ToHexStringLower(bytes), KeyId.FromBytes(bytes).ToString());
    });

    [Fact]
    public void Another_number_of_bytes_is_no_id() => Assert.Throws<ArgumentException>(() => KeyId.FromBytes([1]));
}
