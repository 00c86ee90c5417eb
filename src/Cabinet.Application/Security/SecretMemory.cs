using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Cabinet.Application.Security;

/// <summary>
/// Memory for secrets: pinned, so that the collector leaves no copies behind, and wiped when nobody can read it any
/// more. It is wiped with the array and not with its owner, so that a span of it holds zeros only after a disposal.
/// </summary>
internal static class SecretMemory
{
    private const string PlatformOwns =
        "Wiping and comparing that the compiler may not optimise away are the platform's to do; only these two of its "
        + "cryptography are used here.";

    private static readonly ConditionalWeakTable<byte[], Wiper> Wipers = [];

    /// <summary>A copy; the caller wipes its own.</summary>
    internal static byte[] Copy(ReadOnlySpan<byte> bytes)
    {
        var memory = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(memory);
        Wipers.Add(memory, new Wiper(memory));
        return memory;
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = PlatformOwns)]
    internal static void Wipe(Span<byte> memory) =>
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(memory);

    /// <summary>In a time that depends on the lengths alone; false at once where these differ.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = PlatformOwns)]
    internal static bool FixedTimeEquals(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(left, right);

    private sealed class Wiper(byte[] memory)
    {
        ~Wiper() => Wipe(memory);
    }
}
