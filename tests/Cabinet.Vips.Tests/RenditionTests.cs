using Cabinet.Application.Integrations.Photos;
using NetVips;

namespace Cabinet.Vips.Tests;

public sealed class RenditionTests : IDisposable
{
    private readonly TestProcessor processor = new();

    [Theory]
    [InlineData(1600, 1000, 400, 400, 250)]
    [InlineData(1000, 1600, 400, 250, 400)]
    [InlineData(1001, 499, 100, 100, 50)]
    [InlineData(4000, 3, 100, 100, 1)]
    [InlineData(320, 200, 320, 320, 200)]
    [InlineData(320, 200, 4000, 320, 200)]
    [InlineData(1, 1, 1, 1, 1)]
    public async Task A_rendition_fits_its_edge_keeps_proportions_and_never_enlarges(
        int width, int height, int edge, int expectedWidth, int expectedHeight)
    {
        var master = await processor.PrepareAsync(MadePhotos.Jpeg(width, height));

        foreach (var format in Enum.GetValues<RenditionFormat>())
        {
            var rendition = await processor.RenderAsync(master.Content, edge, format);
            Assert.Equal((expectedWidth, expectedHeight), (rendition.Width, rendition.Height));
            using var image = Image.NewFromBuffer(rendition.Content.ToArray());
            Assert.Equal((expectedWidth, expectedHeight), (image.Width, image.Height));
        }
    }

    [Theory]
    [InlineData(RenditionFormat.Jpeg, "image/jpeg", "jpegload_buffer")]
    [InlineData(RenditionFormat.WebP, "image/webp", "webpload_buffer")]
    [InlineData(RenditionFormat.Png, "image/png", "pngload_buffer")]
    public async Task A_rendition_has_the_format_that_was_asked_for(
        RenditionFormat format, string mediaType, string loader)
    {
        var master = await processor.PrepareAsync(MadePhotos.Jpeg());

        var rendition = await processor.RenderAsync(master.Content, 100, format);

        Assert.Equal(mediaType, rendition.MediaType);
        using var image = Image.NewFromBuffer(rendition.Content.ToArray());
        Assert.Equal(loader, image.Get("vips-loader"));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(200)]
    [InlineData(700)]
    public async Task A_rendition_keeps_the_detail_that_its_size_allows(int edge)
    {
        var photo = OwnPhotos.Read("photos/poster.jpg");
        var rendition = await processor.RenderAsync(photo, edge, RenditionFormat.Png);

        using var original = Image.NewFromBuffer(photo);
        using var scaled = original.Resize(
            rendition.Width / (double)original.Width, vscale: rendition.Height / (double)original.Height);
        using var image = Image.NewFromBuffer(rendition.Content.ToArray());
        // Both filters are right and differ a little; a rendition made from too few pixels is 13 or more away.
        Assert.InRange((scaled - image).Abs().Avg(), 0, 5);
    }

    [Fact]
    public async Task Transparency_becomes_white_in_a_jpeg_and_stays_elsewhere()
    {
        var master = await processor.PrepareAsync(MadePhotos.TransparentPng());

        using var jpeg = await ImageAsync(RenditionFormat.Jpeg);
        using var webp = await ImageAsync(RenditionFormat.WebP);
        using var png = await ImageAsync(RenditionFormat.Png);

        Assert.Equal((3, 255.0), (jpeg.Bands, jpeg.Min()));
        Assert.Equal((4, 0.0), (webp.Bands, webp[3].Max()));
        Assert.Equal((4, 0.0), (png.Bands, png[3].Max()));

        async Task<Image> ImageAsync(RenditionFormat format) =>
            Image.NewFromBuffer((await processor.RenderAsync(master.Content, 100, format)).Content.ToArray());
    }

    [Fact]
    public void A_specification_outside_its_ranges_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new RenditionSpec(" ", 100, RenditionFormat.Jpeg));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RenditionSpec("small", 0, RenditionFormat.Jpeg));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RenditionSpec("small", 16_384, RenditionFormat.Jpeg));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RenditionSpec("small", 100, (RenditionFormat)9));
    }

    public void Dispose() => processor.Dispose();
}
