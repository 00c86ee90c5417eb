using NetVips;

namespace Cabinet.Vips.Tests;

/// <summary>Images that a test makes: a gradient with a bright corner, so that no two parts look alike.</summary>
internal static class MadePhotos
{
    public static byte[] Jpeg(int width = 320, int height = 200)
    {
        using var image = Gradient(width, height);
        return image.JpegsaveBuffer(q: 90);
    }

    /// <summary>What a camera that is held in some other way saves of the same view (EXIF 2.32, tag 0x0112).</summary>
    public static byte[] TurnedJpeg(int orientation)
    {
        using var upright = Gradient(320, 200);
        using var turned = orientation switch
        {
            1 or 2 => upright.Copy(),
            3 or 4 => upright.Rot180(),
            5 or 8 => upright.Rot90(),
            6 or 7 => upright.Rot270(),
            _ => throw new ArgumentOutOfRangeException(nameof(orientation), orientation, "EXIF knows 1 to 8."),
        };
        using var seen = orientation is 2 or 4 or 5 or 7 ? turned.Flip(Enums.Direction.Horizontal) : turned.Copy();
        using var tagged = seen.Mutate(header => header.Set(GValue.GIntType, "orientation", orientation));
        return tagged.JpegsaveBuffer(q: 90);
    }

    public static byte[] Png(int width = 320, int height = 200)
    {
        using var image = Gradient(width, height);
        return image.PngsaveBuffer();
    }

    public static byte[] TransparentPng(int width = 320, int height = 200)
    {
        using var image = Gradient(width, height);
        using var see = image.Bandjoin(0);
        return see.PngsaveBuffer();
    }

    public static byte[] DeepPng(int width = 320, int height = 200)
    {
        using var image = Gradient(width, height);
        using var deep = image.Colourspace(Enums.Interpretation.Rgb16);
        return deep.PngsaveBuffer();
    }

    public static byte[] GreyPng(int width = 320, int height = 200)
    {
        using var image = Gradient(width, height);
        using var grey = image.Colourspace(Enums.Interpretation.Bw);
        return grey.PngsaveBuffer();
    }

    public static byte[] CmykJpeg(int width = 320, int height = 200)
    {
        using var image = Gradient(width, height);
        using var inks = image.IccTransform("cmyk", inputProfile: "srgb");
        return inks.JpegsaveBuffer();
    }

    public static byte[] WebP(int width = 320, int height = 200)
    {
        using var image = Gradient(width, height);
        return image.WebpsaveBuffer(q: 90);
    }

    public static byte[] Tiff(int width = 320, int height = 200)
    {
        using var image = Gradient(width, height);
        return image.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Lzw);
    }

    public static byte[] AnimatedWebP(int frames)
    {
        using var frame = Gradient(32, 32);
        using var film = Image.Arrayjoin(Enumerable.Repeat(frame, frames).ToArray(), across: 1);
        // Frames that are equal would be merged into one.
        using var lines = Image.Xyz(32, 32 * frames);
        using var moving = film + lines[1];
        using var bytes = moving.Cast(Enums.BandFormat.Uchar).Mutate(
            header => header.Set(GValue.GIntType, "page-height", 32));
        return bytes.WebpsaveBuffer();
    }

    private static Image Gradient(int width, int height)
    {
        using var position = Image.Xyz(width, height);
        using var red = position[0] * (255.0 / width);
        using var green = position[1] * (255.0 / height);
        using var corner = (position[0] < width / 4.0) & (position[1] < height / 4.0);
        using var all = red.Bandjoin(green, corner);
        using var colours = all.Cast(Enums.BandFormat.Uchar);
        return colours.Copy(interpretation: Enums.Interpretation.Srgb).CopyMemory();
    }
}
