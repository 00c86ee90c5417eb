using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security.RootKeys;

namespace Cabinet.Tests.Infrastructure.Security;

public sealed class KeyMaterialTests
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
        Assert.Contains("[secret]", printed, StringComparison.Ordinal);
    }
}
