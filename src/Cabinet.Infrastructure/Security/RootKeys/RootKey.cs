using System.Security.Cryptography;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Profiles;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>The key that wraps the ring's keys, for as long as a ring is being loaded. Disposing wipes it.</summary>
internal sealed class RootKey : IDisposable
{
    internal const int Size = 32;

    private static readonly CryptographicProfile Profile = CryptographicProfile.Default;

    /// <summary>Takes a copy; the caller wipes its own.</summary>
    /// <param name="bytes">Exactly <see cref="Size"/> bytes.</param>
    /// <param name="source">Where it came from, in words for an operator.</param>
    internal RootKey(ReadOnlySpan<byte> bytes, string source)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        Source = source;
        Secret = new EnvelopeSecret(
            DeriveId(bytes), KeyVersion.First, Profile, new SecretBytes(bytes), EnvelopeUse.KeyWrap);
    }

    /// <summary>A one-way name of the key, so that an operator can be told which one is missing.</summary>
    internal KeyId Id => Secret.KeyId;

    internal string Source { get; }

    internal EnvelopeSecret Secret { get; }

    public void Dispose() => Secret.Secret.Dispose();

    public override string ToString() => $"root key {Id} from {Source}";

    private static KeyId DeriveId(ReadOnlySpan<byte> bytes)
    {
        Span<byte> derived = stackalloc byte[SHA512.HashSizeInBytes];
        Profile.Derive(bytes, [], "cabinet/v1/root-key-id"u8, derived);
        return KeyId.FromBytes(derived[..KeyId.Size]);
    }
}
