using Cabinet.Application.Integrations.Photos;
using NetVips;

namespace Cabinet.Vips.Tests;

public sealed class PrepareTests : IDisposable
{
    private readonly TestProcessor processor = new();

    public static TheoryData<string, string> Formats => new()
    {
        { nameof(MadePhotos.Jpeg), "image/jpeg" },
        { nameof(MadePhotos.Png), "image/jpeg" },
        { nameof(MadePhotos.WebP), "image/jpeg" },
        { nameof(MadePhotos.Tiff), "image/jpeg" },
        { nameof(MadePhotos.DeepPng), "image/jpeg" },
        { nameof(MadePhotos.GreyPng), "image/jpeg" },
        { nameof(MadePhotos.CmykJpeg), "image/jpeg" },
        { nameof(MadePhotos.TransparentPng), "image/png" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Every_format_becomes_an_srgb_master_of_the_same_size(string made, string mediaType)
    {
        var master = await processor.PrepareAsync(Make(made));

        Assert.Equal((320, 200, mediaType), (master.Width, master.Height, master.MediaType));
        using var image = Image.NewFromBuffer(master.Content.ToArray());
        Assert.Equal((320, 200), (image.Width, image.Height));
        Assert.Equal(Enums.Interpretation.Srgb, image.Interpretation);
        Assert.Equal(Enums.BandFormat.Uchar, image.Format);
        Assert.Equal(mediaType == "image/png" ? 4 : 3, image.Bands);
    }

    [Theory]
    [InlineData("orientation_landscape_3.jpg")]
    [InlineData("orientation_landscape_6.jpg")]
    [InlineData("orientation_landscape_8.jpg")]
    public async Task A_turned_photograph_stands_upright_like_the_one_that_was_never_turned(string turned)
    {
        var upright = await processor.PrepareAsync(SharedPhotos.Read("orientation_landscape_1.jpg"));
        var prepared = await processor.PrepareAsync(SharedPhotos.Read(turned));

        Assert.Equal((600, 450), (prepared.Width, prepared.Height));
        // The files were compressed one by one, which accounts for a mean difference of 5; turned or mirrored the
        // wrong way it is above 50.
        Assert.InRange(MeanDifference(upright, prepared), 0, 8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Each_of_the_eight_orientations_is_applied_to_masters_and_to_renditions(int orientation)
    {
        var turned = MadePhotos.TurnedJpeg(orientation);
        var expected = await processor.PrepareAsync(MadePhotos.Jpeg());

        var master = await processor.PrepareAsync(turned);
        var rendition = await processor.RenderAsync(turned, 320, RenditionFormat.Jpeg);

        Assert.InRange(MeanDifference(expected, master), 0, 2);
        Assert.InRange(MeanDifference(expected, rendition), 0, 2);
    }

    [Fact]
    public async Task The_colours_of_a_wide_gamut_profile_are_converted_before_it_is_dropped()
    {
        using var plain = Image.NewFromBuffer(MadePhotos.Png());
        using var wide = plain.IccTransform("p3", inputProfile: "srgb");

        var expected = await processor.PrepareAsync(MadePhotos.Png());
        var converted = await processor.PrepareAsync(wide.PngsaveBuffer());
        using var unconverted = Image.NewFromBuffer(wide.PngsaveBuffer(keep: Enums.ForeignKeep.None));

        using var wanted = Image.NewFromBuffer(expected.Content.ToArray());
        Assert.InRange(MeanDifference(expected, converted), 0, 2);
        Assert.True((wanted - unconverted).Abs().Avg() > 4, "The profile makes no difference, so nothing was tested.");
    }

    [Fact]
    public async Task A_useless_colour_profile_is_dropped_and_the_photograph_kept()
    {
        using var plain = Image.NewFromBuffer(MadePhotos.Png());
        using var spoilt = plain.Mutate(header => header.Set(GValue.BlobType, "icc-profile-data", new byte[200]));

        var prepared = await processor.PrepareAsync(spoilt.TiffsaveBuffer());

        Assert.InRange(MeanDifference(await processor.PrepareAsync(MadePhotos.Png()), prepared), 0, 1);
    }

    [Fact]
    public async Task The_outcome_says_which_adapter_and_version_gave_it()
    {
        var master = await processor.PrepareAsync(MadePhotos.Jpeg());
        var refusal = await processor.FailToPrepareAsync([1, 2, 3]);

        Assert.Equal("libvips", processor.Port.Adapter.Adapter);
        Assert.Matches(@"^8\.\d+\.\d+$", processor.Port.Adapter.Version);
        Assert.Equal(processor.Port.Adapter, master.Provenance);
        Assert.Equal(processor.Port.Adapter, refusal.Provenance);
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled_and_not_as_a_damaged_photograph()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await processor.Port.PrepareAsync(new PhotoSource(MadePhotos.Jpeg()), cancelled.Token));
    }

    [Fact]
    public async Task Cancelling_a_call_that_runs_ends_it_as_cancelled()
    {
        var photo = MadePhotos.Jpeg(8000, 6000);
        using var cancelled = new CancellationTokenSource();

        var running = processor.Port.PrepareAsync(new PhotoSource(photo), cancelled.Token).AsTask();
        var waiting = Enumerable.Range(0, 8)
            .Select(_ => processor.Port.PrepareAsync(new PhotoSource(photo), cancelled.Token).AsTask())
            .ToList();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        foreach (var call in waiting) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        // Those that ended gave their turns back.
        await processor.PrepareAsync(MadePhotos.Jpeg());
    }

    public void Dispose() => processor.Dispose();

    private static byte[] Make(string name) => name switch
    {
        nameof(MadePhotos.Jpeg) => MadePhotos.Jpeg(),
        nameof(MadePhotos.Png) => MadePhotos.Png(),
        nameof(MadePhotos.WebP) => MadePhotos.WebP(),
        nameof(MadePhotos.Tiff) => MadePhotos.Tiff(),
        nameof(MadePhotos.DeepPng) => MadePhotos.DeepPng(),
        nameof(MadePhotos.GreyPng) => MadePhotos.GreyPng(),
        nameof(MadePhotos.CmykJpeg) => MadePhotos.CmykJpeg(),
        nameof(MadePhotos.TransparentPng) => MadePhotos.TransparentPng(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a made photograph."),
    };

    private static double MeanDifference(PhotoOutcome.Success one, PhotoOutcome.Success other)
    {
        using var left = Image.NewFromBuffer(one.Content.ToArray());
        using var right = Image.NewFromBuffer(other.Content.ToArray());
        return (left - right).Abs().Avg();
    }
}
