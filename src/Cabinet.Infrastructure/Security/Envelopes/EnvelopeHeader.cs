using System.Buffers.Binary;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Profiles;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>The header of an envelope that was read: well-formed, but with nothing proven yet.</summary>
internal readonly ref struct EnvelopeHeader
{
    private EnvelopeHeader(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The whole header; without the nonce where the profile is unknown.</summary>
    internal ReadOnlySpan<byte> Bytes { get; }

    internal byte Format => Bytes[FormatOffset];

    internal byte Profile => Bytes[ProfileOffset];

    internal KeyId KeyId => KeyId.FromBytes(Bytes.Slice(KeyIdOffset, KeyId.Size));

    internal KeyVersion KeyVersion => new(BinaryPrimitives.ReadInt32BigEndian(Bytes[KeyVersionOffset..]));

    internal ReadOnlySpan<byte> Salt => Bytes.Slice(SaltOffset, SaltSize);

    internal ReadOnlySpan<byte> Prefix => Bytes[..PrefixSize];

    internal ReadOnlySpan<byte> Nonce => Bytes[NonceOffset..];

    /// <summary>
    /// Reads the header at the start of an envelope; false when it is too short, or of an unknown kind or key version.
    /// </summary>
    /// <remarks>
    /// An unknown profile isn't an error yet: the key that the header names decides, and where that is unknown too, the
    /// node is at fault and not the row.
    /// </remarks>
    internal static bool TryRead(ReadOnlySpan<byte> envelope, out EnvelopeHeader header)
    {
        header = default;
        if (envelope.Length < PrefixSize
            || !envelope.StartsWith(Magic)
            || envelope[FormatOffset] is not (SingleFormat or SegmentedFormat)
            || BinaryPrimitives.ReadInt32BigEndian(envelope[KeyVersionOffset..]) < 1)
        {
            return false;
        }

        var size = CryptographicProfile.Find(envelope[ProfileOffset])?.HeaderSize ?? PrefixSize;
        if (envelope.Length < size)
        {
            return false;
        }

        header = new EnvelopeHeader(envelope[..size]);
        return true;
    }

    /// <summary>Writes what stands before the salt.</summary>
    internal static void WriteIdentity(
        Span<byte> destination, byte format, byte profile, KeyId keyId, KeyVersion version)
    {
        Magic.CopyTo(destination);
        destination[FormatOffset] = format;
        destination[ProfileOffset] = profile;
        keyId.WriteTo(destination[KeyIdOffset..]);
        BinaryPrimitives.WriteInt32BigEndian(destination[KeyVersionOffset..], version.Value);
    }
}
