using Cabinet.Infrastructure.Security.RootKeys;

namespace Cabinet.Tests.Infrastructure.Security;

/// <summary>A root key of 32 equal bytes.</summary>
internal sealed class FixedRootKeys(byte value) : IRootKeyProvider
{
    /// <summary>The value of the next root key's bytes; null when none is prepared.</summary>
    internal byte? Next { get; set; }

    public RootKeySet Load(bool createIfMissing) => new(Make(value), Next is { } next ? Make(next) : null);

    public void PrepareNext() => Next ??= (byte)(value + 1);

    public string FinishReplacement() => "Finished.";

    private static RootKey Make(byte filling)
    {
        Span<byte> bytes = stackalloc byte[RootKey.Size];
        bytes.Fill(filling);
        return new RootKey(bytes, "a test");
    }
}
