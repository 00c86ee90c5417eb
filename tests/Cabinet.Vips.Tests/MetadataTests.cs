using System.Buffers.Binary;
using System.Text;
using Cabinet.Application.Integrations.Photos;
using NetVips;

namespace Cabinet.Vips.Tests;

public sealed class MetadataTests : IDisposable
{
    // What exiftool derives from the pixels' encoding itself, or states about the run.
    private static readonly string[] HarmlessGroups = ["ExifTool", "Composite", "RIFF", "PNG-pHYs"];

    private static readonly string[] HarmlessFileTags =
    [
        "File:FileType", "File:FileTypeExtension", "File:MIMEType", "File:ImageWidth", "File:ImageHeight",
        "File:EncodingProcess", "File:BitsPerSample", "File:ColorComponents", "File:YCbCrSubSampling",
    ];

    private static readonly string[] HarmlessPngTags =
    [
        "PNG:ImageWidth", "PNG:ImageHeight", "PNG:BitDepth", "PNG:ColorType", "PNG:Compression", "PNG:Filter",
        "PNG:Interlace",
    ];

    private static readonly string[] Traces =
    [
        "Exif", "http://ns.adobe.com", "GPS", "xpacket", "8BIM", "Photoshop", "ICC_PROFILE", "Canon", "NIKON",
        "Nikon", "SONY", "RECONYX", "COOLPIX", "Ducky", "Fjord", "FJORD", "Ingrid", "Skarv", "http", "eXIf",
        "iCCP", "tEXt", "zTXt", "iTXt",
    ];

    private readonly TestProcessor processor = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public Task An_independent_reader_finds_no_metadata_in_what_became_of_the_samples() =>
        NothingIsFoundAsync(OwnPhotos.Paths());

    [Fact]
    public Task An_independent_reader_finds_no_metadata_in_what_became_of_camera_files() =>
        NothingIsFoundAsync(SharedPhotos.Paths());

    [Fact]
    public async Task No_trace_of_metadata_is_left_in_the_bytes()
    {
        foreach (var path in OwnPhotos.Paths().Concat(SharedPhotos.Paths()))
        {
            var photo = await File.ReadAllBytesAsync(path, Cancelled);
            Assert.NotEmpty(Found(photo));
            foreach (var output in await EveryOutputAsync(photo)) Assert.Equal([], Found(output.Content.Span));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Photographs_that_differ_only_in_metadata_give_the_same_bytes(bool transparent)
    {
        var photo = transparent ? MadePhotos.TransparentPng() : MadePhotos.Png();
        using var plain = Image.NewFromBuffer(photo);
        using var marked = plain.Copy(xres: 11.8, yres: 11.8);
        using var told = marked.Mutate(header =>
        {
            header.Set(GValue.GStrType, "exif-ifd0-Artist", "Somebody (Somebody, ASCII, 9 components, 9 bytes)");
            header.Set(GValue.GStrType, "png-comment-0-Title", "At home");
        });

        var one = await EveryOutputAsync(photo);
        var other = await EveryOutputAsync(told.PngsaveBuffer());

        Assert.Equal(one.Select(Bytes), other.Select(Bytes));
    }

    [Fact]
    public async Task A_jpeg_carries_no_application_segment_and_no_comment()
    {
        var master = await processor.PrepareAsync(SharedPhotos.Read("exif-org_sony-d700.jpg"));

        // ITU-T T.81: segments of marker and length follow each other until the start of scan, 0xDA.
        var bytes = master.Content.ToArray();
        for (var at = 2; bytes[at + 1] != 0xDA; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2)))
        {
            Assert.Equal(0xFF, bytes[at]);
            Assert.False(bytes[at + 1] is (>= 0xE0 and <= 0xEF) or 0xFE, $"Segment {bytes[at + 1]:X2} at {at}.");
        }
    }

    public void Dispose() => processor.Dispose();

    private async Task NothingIsFoundAsync(IReadOnlyList<string> paths)
    {
        var photos = new List<ReadOnlyMemory<byte>>();
        var outputs = new List<ReadOnlyMemory<byte>>();
        foreach (var path in paths)
        {
            var photo = await File.ReadAllBytesAsync(path, Cancelled);
            photos.Add(photo);
            outputs.AddRange((await EveryOutputAsync(photo)).Select(output => output.Content));
        }

        Assert.All(await ExifTool.TagsAsync(photos, Cancelled), tags => Assert.NotEmpty(Telling(tags)));
        var found = await ExifTool.TagsAsync(outputs, Cancelled);
        Assert.Equal(outputs.Count, found.Count);
        Assert.All(found, tags => Assert.Equal([], Telling(tags)));
    }

    private async Task<IReadOnlyList<PhotoOutcome.Success>> EveryOutputAsync(byte[] photo)
    {
        var master = await processor.PrepareAsync(photo);
        return
        [
            master,
            await processor.RenderAsync(master.Content, 64, RenditionFormat.Jpeg),
            await processor.RenderAsync(master.Content, 64, RenditionFormat.WebP),
            await processor.RenderAsync(master.Content, 64, RenditionFormat.Png),
            // Even a photograph that was never prepared comes out clean.
            await processor.RenderAsync(photo, 64, RenditionFormat.Jpeg),
        ];
    }

    private static string Bytes(PhotoOutcome.Success output) => Convert.ToHexString(output.Content.Span);

    private static List<string> Telling(IEnumerable<string> tags) => tags.Where(IsTelling).ToList();

    private static bool IsTelling(string tag) => tag.Split(':') switch
    {
        ["SourceFile"] => false,
        ["System", _] => false,
        ["File", _] => !HarmlessFileTags.Contains(tag),
        ["PNG", _] => !HarmlessPngTags.Contains(tag),
        [var group, _] => !HarmlessGroups.Contains(group),
        _ => true,
    };

    private static List<string> Found(ReadOnlySpan<byte> image)
    {
        var found = new List<string>();
        foreach (var trace in Traces)
        {
            if (image.IndexOf(Encoding.ASCII.GetBytes(trace)) >= 0) found.Add(trace);
        }

        return found;
    }
}
