using System.Text;
using Cabinet.Samples.MakeSamples.Drawing;
using Cabinet.Samples.MakeSamples.Metadata;
using NetVips;

namespace Cabinet.Samples.MakeSamples;

/// <summary>Draws a photograph and saves it the way a device would have: turned, tagged and encoded.</summary>
internal static class PhotographWriter
{
    public static byte[] Write(Photograph photograph)
    {
        using var upright = Renderer.Draw(photograph.Scene, photograph.Height);
        using var turned = AsHeld(upright, photograph.Camera?.Orientation ?? 1);
        using var toned = photograph.WideGamut ? turned.IccTransform("p3", inputProfile: "srgb") : turned.Copy();
        var file = Path.GetExtension(photograph.Path) switch
        {
            ".jpg" or ".jpeg" => Jpeg(photograph, toned),
            ".png" => Marked(photograph, toned).PngsaveBuffer(compression: 9, palette: true, effort: 10),
            ".webp" => Marked(photograph, toned).WebpsaveBuffer(q: photograph.Quality, effort: 6),
            ".tiff" => Marked(photograph, toned).TiffsaveBuffer(
                compression: Enums.ForeignTiffCompression.Deflate, predictor: Enums.ForeignTiffPredictor.Horizontal),
            var other => throw new NotSupportedException($"No writer for {other}."),
        };
        return file[..(int)(file.Length * photograph.Kept)];
    }

    // The pixels as the sensor saw them: applying the orientation brings them upright.
    private static Image AsHeld(Image upright, int orientation) => orientation switch
    {
        1 => upright.Copy(),
        3 => upright.Rot180(),
        6 => upright.Rot270(),
        8 => upright.Rot90(),
        _ => throw new NotSupportedException($"Orientation {orientation} isn't among the samples."),
    };

    private static byte[] Jpeg(Photograph photograph, Image image)
    {
        var keep = photograph.WideGamut ? Enums.ForeignKeep.Icc : Enums.ForeignKeep.None;
        var encoded = image.JpegsaveBuffer(q: photograph.Quality, optimizeCoding: true, keep: keep);
        return JpegSegments.Insert(encoded, Segments(photograph, image));
    }

    private static IEnumerable<(byte, byte[])> Segments(Photograph photograph, Image image)
    {
        if (photograph.Camera is { } camera)
            yield return (JpegSegments.Application1, ExifBlock.Write(WithThumbnail(camera, photograph, image)));
        if (photograph.XmpTitle is { } title)
        {
            yield return (JpegSegments.Application1,
                [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. XmpPacket.Write(title, "Ingrid Sample")]);
        }

        if (photograph.IptcHeadline is { } headline)
            yield return (JpegSegments.Application13, IptcBlock.Write(headline, "Ingrid Sample", "Skarvøy"));
        if (photograph.Comment is { } comment) yield return (JpegSegments.Comment, Encoding.UTF8.GetBytes(comment));
    }

    private static CameraData WithThumbnail(CameraData camera, Photograph photograph, Image image)
    {
        if (!photograph.HasThumbnail) return camera;
        using var small = image.ThumbnailImage(160, height: 160, noRotate: true);
        return camera with { Thumbnail = small.JpegsaveBuffer(q: 60, keep: Enums.ForeignKeep.None) };
    }

    // libvips writes these blocks where the format has a place for them.
    private static Image Marked(Photograph photograph, Image image) => image.Mutate(header =>
    {
        if (photograph.Camera is { } camera) header.Set(GValue.BlobType, "exif-data", ExifBlock.Write(camera));
        if (photograph.XmpTitle is { } title)
            header.Set(GValue.BlobType, "xmp-data", XmpPacket.Write(title, "Ingrid Sample"));
    });
}
