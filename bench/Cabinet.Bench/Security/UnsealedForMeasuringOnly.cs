using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Bench.Security;

/// <summary>
/// No protection at all: bytes of an envelope's length with the plaintext in them. It shows what sealing costs the
/// queue, and exists in this program only.
/// </summary>
internal sealed class UnsealedForMeasuringOnly : IContentProtector
{
    private const int HeaderSize = 94;
    private const int TagSize = 16;

    public byte[] Seal(ReadOnlySpan<byte> plaintext, in ContentContext context)
    {
        var bytes = new byte[HeaderSize + plaintext.Length + TagSize];
        new SealedUnder(new KeyId(1), KeyVersion.First).WriteTo(bytes.AsSpan(SealedUnder.Offset));
        plaintext.CopyTo(bytes.AsSpan(HeaderSize));
        return bytes;
    }

    public OpenResult Open(ReadOnlySpan<byte> sealedBytes, in ContentContext context) =>
        OpenResult.Opened(sealedBytes[HeaderSize..^TagSize].ToArray());
}
