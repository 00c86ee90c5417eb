using System.Buffers.Binary;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>What a row holds, sealed, instead of a payload that lies in the storage.</summary>
/// <remarks>
/// A mark of 16 bytes, the digest, the copy, the length. The job isn't in it: it is the row's own. No other payload in a row
/// begins with the mark, because one that does is moved to the storage whatever its size.
/// </remarks>
internal static class PayloadReference
{
    private const int Size = 16 + ContentDigest.Size + 16 + sizeof(int);

    private static ReadOnlySpan<byte> Mark => "\0cabinet-payload"u8;

    /// <summary>Whether a payload begins as a reference does.</summary>
    public static bool IsMarked(ReadOnlySpan<byte> payload) => payload.StartsWith(Mark);

    /// <summary>The reference to a payload.</summary>
    public static byte[] Write(PayloadAddress address, int length)
    {
        var bytes = new byte[Size];
        Mark.CopyTo(bytes);
        address.Digest.WriteTo(bytes.AsSpan(16));
        address.Copy.TryWriteBytes(bytes.AsSpan(16 + ContentDigest.Size), bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Size - sizeof(int)), length);
        return bytes;
    }

    /// <summary>The payload that a job's row refers to; false when the row holds the payload itself.</summary>
    public static bool TryRead(JobId job, ReadOnlySpan<byte> bytes, out PayloadAddress address)
    {
        address = default;
        if (!IsMarked(bytes) || bytes.Length != Size)
        {
            return false;
        }

        address = new PayloadAddress(
            job,
            ContentDigest.FromBytes(bytes.Slice(16, ContentDigest.Size)),
            new Guid(bytes.Slice(16 + ContentDigest.Size, 16), bigEndian: true));
        return true;
    }
}
