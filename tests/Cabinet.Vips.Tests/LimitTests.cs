using System.Buffers.Binary;
using Cabinet.Application.Integrations.Photos;
using Cabinet.Infrastructure.Vips;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Vips.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task A_header_that_promises_billions_of_pixels_is_refused_before_they_are_decoded()
    {
        using var processor = new TestProcessor();
        var before = GC.GetTotalAllocatedBytes();

        var failure = await processor.FailToPrepareAsync(PngBomb(60_000, 60_000));

        Assert.Equal(PhotoErrorKind.TooLarge, failure.Kind);
        Assert.Contains("60000 x 60000 pixels", failure.Message, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 10_000_000);
    }

    [Fact]
    public async Task A_jpeg_with_a_forged_size_is_refused()
    {
        using var processor = new TestProcessor();
        var photo = MadePhotos.Jpeg();
        var frame = photo.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(photo.AsSpan(frame + 5), 65_000);
        BinaryPrimitives.WriteUInt16BigEndian(photo.AsSpan(frame + 7), 65_000);

        Assert.Equal(PhotoErrorKind.TooLarge, (await processor.FailToPrepareAsync(photo)).Kind);
    }

    [Fact]
    public async Task The_pixel_limit_is_exact()
    {
        using var exact = new TestProcessor(new PhotoLimits { MaximumPixels = 320 * 200 });
        using var below = new TestProcessor(new PhotoLimits { MaximumPixels = (320 * 200) - 1 });

        await exact.PrepareAsync(MadePhotos.Png());
        Assert.Equal(PhotoErrorKind.TooLarge, (await below.FailToPrepareAsync(MadePhotos.Png())).Kind);
    }

    [Fact]
    public async Task The_byte_limit_is_exact()
    {
        var photo = MadePhotos.Png();
        using var exact = new TestProcessor(new PhotoLimits { MaximumBytes = photo.Length });
        using var below = new TestProcessor(new PhotoLimits { MaximumBytes = photo.Length - 1 });

        await exact.PrepareAsync(photo);
        var failure = await below.FailToPrepareAsync(photo);
        Assert.Equal(PhotoErrorKind.TooLarge, failure.Kind);
        Assert.Contains("bytes long", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_frames_are_refused_and_of_an_accepted_number_the_first_is_taken()
    {
        using var processor = new TestProcessor(new PhotoLimits { MaximumFrames = 3 });

        var master = await processor.PrepareAsync(MadePhotos.AnimatedWebP(3));
        var failure = await processor.FailToPrepareAsync(MadePhotos.AnimatedWebP(4));

        Assert.Equal((32, 32), (master.Width, master.Height));
        Assert.Equal(PhotoErrorKind.TooLarge, failure.Kind);
        Assert.Contains("4 frames", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_outside_their_ranges_are_refused_when_the_services_are_put_together()
    {
        PhotoLimits[] wrong =
        [
            new() { MaximumBytes = 1023 },
            new() { MaximumPixels = 0 },
            new() { MaximumPixels = 1_000_000_001 },
            new() { MaximumFrames = 0 },
            new() { MaximumParallel = 0 },
            new() { MaximumParallel = 257 },
        ];
        foreach (var limits in wrong)
            Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceCollection().AddVipsPhotos(limits));
    }

    // PNG (ISO/IEC 15948): a signature, then chunks of length, type, data and CRC-32. Some 60 bytes promise any size.
    private static byte[] PngBomb(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return [0x89, .. "PNG\r\n\x1A\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, []), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. type, .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB8_8320;
        }

        return ~crc;
    }
}
