using System.Buffers.Binary;
using Cabinet.Domain.Security;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>The header of an envelope that was read: well-formed, but with nothing proven yet.</summary>
internal readonly ref struct EnvelopeHeader
{
    private EnvelopeHeader(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>The whole header.</summary>
    internal ReadOnlySpan<byte> Bytes { get; }

    internal byte Format => Bytes[FormatOffset];

    internal byte Profile => Bytes[ProfileOffset];

    internal KeyId KeyId => KeyId.FromBytes(Bytes.Slice(KeyIdOffset, KeyId.Size));

    internal KeyVersion KeyVersion => new(BinaryPrimitives.ReadInt32BigEndian(Bytes[KeyVersionOffset..]));

    internal ReadOnlySpan<byte> Salt => Bytes.Slice(SaltOffset, SaltSize);

    internal ReadOnlySpan<byte> Prefix => Bytes[..PrefixSize];

    internal ReadOnlySpan<byte> Nonce => Bytes.Slice(NonceOffset, NonceSize);

    /// <summary>
    /// Reads the header of an envelope; false when it is too short, or of an unknown kind or key version.
    /// </summary>
    internal static bool TryRead(ReadOnlySpan<byte> envelope, out EnvelopeHeader header)
    {
        header = default;
        if (envelope.Length < SmallestEnvelope
            || !envelope.StartsWith(Magic)
            || envelope[FormatOffset] is not (SingleFormat or SegmentedFormat)
            || BinaryPrimitives.ReadInt32BigEndian(envelope[KeyVersionOffset..]) < 1)
        {
            return false;
        }

        header = new EnvelopeHeader(envelope[..HeaderSize]);
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
