using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;
using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>
/// Writes what an envelope is bound to: its header, then each part of its context behind the part's length.
/// </summary>
internal static class AssociatedData
{
    private const int LengthSize = sizeof(ushort);
    private const int GuidSize = 16;
    private const int TextParts = 4;

    /// <summary>Enough room for any header and context.</summary>
    internal const int MaximumSize = EnvelopeFormat.LargestHeader
        + TextParts * (LengthSize + ContentContext.MaximumPartSize)
        + LengthSize + GuidSize
        + LengthSize + sizeof(int);

    /// <summary>Writes header and context, and returns how many bytes that were.</summary>
    /// <exception cref="ArgumentException">A part of the context is missing, too long or no valid text.</exception>
    internal static int Write(ReadOnlySpan<byte> header, in ContentContext context, Span<byte> destination)
    {
        header.CopyTo(destination);
        var length = header.Length;
        length += WriteText(context.Tenant, nameof(context.Tenant), destination[length..]);
        length += WriteText(context.Purpose, nameof(context.Purpose), destination[length..]);
        length += WriteText(context.RecordType, nameof(context.RecordType), destination[length..]);
        length += WriteGuid(context.RecordId, destination[length..]);
        length += WriteText(context.Scope, nameof(context.Scope), destination[length..]);
        length += WriteNumber(context.SchemaVersion, destination[length..]);
        return length;
    }

    private static int WriteText(string? text, string part, Span<byte> destination)
    {
        if (text is null)
        {
            throw new ArgumentException($"The context has no {part}; say \"\" where it has none.", nameof(text));
        }

        var room = destination.Slice(LengthSize, ContentContext.MaximumPartSize);
        var status = Utf8.FromUtf16(text, room, out _, out var written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done)
        {
            throw new ArgumentException(
                $"The context's {part} has more than {ContentContext.MaximumPartSize} bytes of UTF-8, or isn't valid "
                + "text.",
                nameof(text));
        }

        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)written);
        return LengthSize + written;
    }

    private static int WriteGuid(Guid id, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, GuidSize);
        id.TryWriteBytes(destination[LengthSize..], bigEndian: true, out _);
        return LengthSize + GuidSize;
    }

    private static int WriteNumber(int number, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(destination[LengthSize..], number);
        return LengthSize + sizeof(int);
    }
}
