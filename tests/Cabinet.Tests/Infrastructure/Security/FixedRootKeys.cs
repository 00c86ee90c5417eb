using Cabinet.Infrastructure.Security.RootKeys;

namespace Cabinet.Tests.Infrastructure.Security;

/// <summary>A root key of 32 equal bytes.</summary>
internal sealed class FixedRootKeys(byte value) : IRootKeyProvider
{
    public RootKey Load(bool createIfMissing)
    {
        Span<byte> bytes = stackalloc byte[RootKey.Size];
        bytes.Fill(value);
        return new RootKey(bytes, "a test");
    }
}
