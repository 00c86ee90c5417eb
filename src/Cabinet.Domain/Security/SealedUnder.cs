using System.Buffers.Binary;

namespace Cabinet.Domain.Security;

/// <summary>Which key version an envelope names: what stands at a fixed place in every one, before anything is proven.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="Version">Its version.</param>
public readonly record struct SealedUnder(KeyId KeyId, KeyVersion Version)
{
    /// <summary>Where the key's id starts in an envelope; its version follows as 4 bytes, big-endian.</summary>
    public const int Offset = 6;

    /// <summary>How many bytes the id and the version take.</summary>
    public const int Size = KeyId.Size + sizeof(int);

    /// <summary>Reads the name out of an envelope; false when it is too short or the version isn't one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> envelope, out SealedUnder name)
    {
        name = default;
        if (envelope.Length < Offset + Size)
        {
            return false;
        }

        var version = BinaryPrimitives.ReadInt32BigEndian(envelope[(Offset + KeyId.Size)..]);
        if (version < 1)
        {
            return false;
        }

        name = new SealedUnder(KeyId.FromBytes(envelope.Slice(Offset, KeyId.Size)), new KeyVersion(version));
        return true;
    }

    /// <summary>Writes id and version as they stand in an envelope, so that a store can look for them.</summary>
    public void WriteTo(Span<byte> destination)
    {
        KeyId.WriteTo(destination);
        BinaryPrimitives.WriteInt32BigEndian(destination[KeyId.Size..], Version.Value);
    }
}
