using Cabinet.Application.Integrations.Photos;
using NetVips;

namespace Cabinet.Vips.Tests;

public sealed class DamagedPhotoTests : IDisposable
{
    private readonly TestProcessor processor = new();

    [Fact]
    public async Task A_truncated_jpeg_fails_wherever_it_was_cut()
    {
        var photo = SharedPhotos.Read("orientation_landscape_1.jpg");
        foreach (var length in (int[])[3, 20, 300, photo.Length / 3, photo.Length / 2, photo.Length - 200])
            await FailsAsync(photo[..length], "The photograph is damaged: its JPEG data ends early.");
    }

    [Fact]
    public async Task A_jpeg_that_lacks_pixels_but_has_a_proper_end_fails()
    {
        var photo = MadePhotos.Jpeg();

        await FailsAsync([.. photo[..(photo.Length / 2)], 0xFF, 0xD9], "its JPEG data can't be decoded.");
    }

    [Fact]
    public async Task A_truncated_file_of_any_format_fails()
    {
        await FailsAsync(Half(MadePhotos.Png()), "its PNG data ends early.");
        await FailsAsync(Half(MadePhotos.WebP()), "its WebP data ends early.");
        await FailsAsync(Half(MadePhotos.Tiff()), "its TIFF data can't be decoded.");
        await FailsAsync(Half(Avif()), "its HEIC data can't be decoded.");
    }

    [Fact]
    public async Task Flipped_bits_in_a_checked_format_fail()
    {
        await FailsAsync(Spoil(MadePhotos.Png()), "its PNG data can't be decoded.");
        await FailsAsync(Spoil(MadePhotos.Tiff()), "its TIFF data can't be decoded.");
    }

    [Fact]
    public async Task A_file_that_is_no_photograph_is_an_unsupported_format()
    {
        byte[][] files =
        [
            "Dear reader, this is text."u8.ToArray(),
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"u8.ToArray(),
            "GIF89a"u8.ToArray(),
            "%PDF-1.7"u8.ToArray(),
            [0, 0, 0, 24, .. "ftypmp42"u8, .. new byte[40]],
            [7],
        ];
        foreach (var file in files)
        {
            var failure = await processor.FailToPrepareAsync(file);
            Assert.Equal(PhotoErrorKind.UnsupportedFormat, failure.Kind);
            Assert.Contains("JPEG, PNG, WebP, TIFF or HEIC", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_empty_file_says_so() => await FailsAsync([], "The file is empty.");

    [Fact]
    public async Task A_signature_followed_by_noise_is_damage_in_every_format()
    {
        var noise = new byte[5_000];
        new Random(7).NextBytes(noise);
        byte[][] signatures =
        [
            [0xFF, 0xD8, 0xFF], [0x89, .. "PNG\r\n\x1A\n"u8], [.. "RIFF"u8, 0, 8, 0, 0, .. "WEBP"u8], [.. "II*\0"u8],
            [0, 0, 0, 24, .. "ftypheic"u8],
        ];
        foreach (var signature in signatures) await FailsAsync([.. signature, .. noise], "The photograph is damaged:");
    }

    [Fact]
    public async Task A_rendition_of_damaged_bytes_fails_as_well()
    {
        var outcome = await processor.Port.RenderAsync(
            Half(MadePhotos.Jpeg(1600, 1000)),
            new RenditionSpec("small", 100, RenditionFormat.Jpeg),
            TestContext.Current.CancellationToken);

        Assert.Equal(PhotoErrorKind.CorruptImage, Assert.IsType<PhotoOutcome.Failure>(outcome).Kind);
    }

    [Fact]
    public async Task Random_damage_gives_a_whole_outcome_and_never_an_exception()
    {
        var random = new Random(11);
        byte[][] photos = [MadePhotos.Jpeg(), MadePhotos.Png(), MadePhotos.WebP(), MadePhotos.Tiff(), Avif(), Hevc()];
        foreach (var photo in photos)
        {
            for (var round = 0; round < 60; round++)
            {
                var damaged = (byte[])photo.Clone();
                for (var hit = 0; hit < 3; hit++) damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
                var outcome = await processor.Port.PrepareAsync(
                    new PhotoSource(damaged), TestContext.Current.CancellationToken);
                if (outcome is PhotoOutcome.Failure failure)
                    Assert.NotEqual(PhotoErrorKind.ProcessingFailed, failure.Kind);
            }
        }
    }

    [Fact]
    public async Task Heic_with_hevc_is_refused_with_advice_where_it_cannot_be_decoded()
    {
        var outcome = await processor.Port.PrepareAsync(
            new PhotoSource(Hevc()), TestContext.Current.CancellationToken);

        if (outcome is PhotoOutcome.Success) return;
        var failure = Assert.IsType<PhotoOutcome.Failure>(outcome);
        Assert.Equal(PhotoErrorKind.UnsupportedFormat, failure.Kind);
        Assert.Contains("HEVC", failure.Message, StringComparison.Ordinal);
        Assert.Contains("JPEG", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => processor.Dispose();

    private async Task FailsAsync(byte[] photo, string message)
    {
        var failure = await processor.FailToPrepareAsync(photo);
        Assert.Equal(PhotoErrorKind.CorruptImage, failure.Kind);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    private static byte[] Half(byte[] photo) => photo[..(photo.Length / 2)];

    private static byte[] Spoil(byte[] photo)
    {
        var spoilt = (byte[])photo.Clone();
        for (var index = photo.Length / 2; index < (photo.Length / 2) + 40; index++) spoilt[index] ^= 0x5A;
        return spoilt;
    }

    private static byte[] Avif()
    {
        using var image = Image.NewFromBuffer(MadePhotos.Png());
        return image.HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1, effort: 0);
    }

    // 32 x 32 pixels, made for this test with heif-enc, since the library here can't write HEVC either.
    private static byte[] Hevc()
    {
        using var resource = typeof(DamagedPhotoTests).Assembly.GetManifestResourceStream("hevc.heic")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
