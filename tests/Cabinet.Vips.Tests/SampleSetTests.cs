using Cabinet.Application.Integrations.Photos;

namespace Cabinet.Vips.Tests;

public sealed class SampleSetTests : IDisposable
{
    private readonly TestProcessor processor = new();

    [Theory]
    [InlineData("photos/harbour.jpg", 1260, 840)]
    [InlineData("photos/lighthouse.jpg", 720, 1080)]
    [InlineData("photos/fells.jpg", 1260, 840)]
    [InlineData("photos/barometer.jpg", 784, 980)]
    [InlineData("photos/wool-blanket.png", 420, 420)]
    [InlineData("photos/tide-pool.webp", 1120, 840)]
    [InlineData("photos/kiln.tiff", 468, 360)]
    public async Task A_sample_comes_out_upright(string path, int width, int height)
    {
        var master = await processor.PrepareAsync(OwnPhotos.Read(path));

        Assert.Equal((width, height), (master.Width, master.Height));
    }

    [Fact]
    public async Task The_sample_that_was_cut_short_is_the_only_one_that_fails()
    {
        Assert.Equal(13, OwnPhotos.Paths().Count);
        foreach (var path in OwnPhotos.Paths())
            await processor.PrepareAsync(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));

        var failure = await processor.FailToPrepareAsync(OwnPhotos.Read("broken/interrupted-copy.jpg"));
        Assert.Equal(PhotoErrorKind.CorruptImage, failure.Kind);
        Assert.Equal("The photograph is damaged: its JPEG data ends early.", failure.Message);
    }

    public void Dispose() => processor.Dispose();
}
