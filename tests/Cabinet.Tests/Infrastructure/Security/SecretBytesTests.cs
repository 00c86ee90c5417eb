using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.RootKeys;

namespace Cabinet.Tests.Infrastructure.Security;

public sealed class SecretBytesTests
{
    [Fact]
    public void Nothing_that_holds_key_material_prints_it()
    {
        Span<byte> bytes = stackalloc byte[RootKey.Size];
        bytes.Fill(0xAB);
        using var root = new RootKey(bytes, "a test");

        var printed = $"{root} {root.Secret} {root.Secret.Secret} {OpenResult.Opened([0xAB, 0xAB])}";

        Assert.DoesNotContain("ABAB", printed, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("171", printed, StringComparison.Ordinal);
        Assert.Contains("SecretBytes(32)", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Disposing_wipes_the_bytes_and_zeros_never_serve_as_a_key()
    {
        var secret = new SecretBytes([1, 2, 3]);
        var exposed = secret.Expose();

        secret.Dispose();

        Assert.Equal([0, 0, 0], exposed.ToArray());
        Assert.Throws<ObjectDisposedException>(() => secret.Expose().Length);
    }
}
