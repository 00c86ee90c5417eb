using Cabinet.Application.Security;

namespace Cabinet.Tests.Infrastructure.Security.Hpke;

/// <summary>Gives the same bytes every time: a vector's ephemeral key material.</summary>
internal sealed class FixedRandom(byte[] bytes) : ISecureRandom
{
    public void Fill(Span<byte> destination)
    {
        Assert.Equal(bytes.Length, destination.Length);
        bytes.CopyTo(destination);
    }
}
