using System.Globalization;
using Cabinet.Application.Integrations.Photos;
using NetVips;

namespace Cabinet.Infrastructure.Vips;

/// <summary>Reads untrusted bytes into an image in memory: within the limits, whole, sRGB, 8 bits, upright.</summary>
internal sealed class PhotoDecoder(PhotoLimits limits)
{
    // The largest side that a JPEG, and so a master image, can have.
    private const int LongestSide = 65_500;

    /// <summary>Decodes a photograph.</summary>
    /// <param name="scope">Owns the image that is returned.</param>
    /// <param name="content">The untrusted bytes.</param>
    /// <param name="sizeNeeded">The longer side that the caller will scale down to, which lets a JPEG be decoded at a
    /// half, a quarter or an eighth of its size; null for every pixel.</param>
    /// <param name="cancellationToken">Stops the decoding.</param>
    public Decoded Decode(
        ImageScope scope, ReadOnlyMemory<byte> content, int? sizeNeeded, CancellationToken cancellationToken)
    {
        if (RefuseBytes(content.Length) is { } outOfBounds) return outOfBounds;
        if (SourceFormats.Detect(content.Span) is not { } format) return Unknown();

        var file = new SourceFile(format, content.ToArray());
        if (Open(scope, file, shrink: 1) is not { } header) return Damaged(file);
        if (RefuseSize(header) is { } tooLarge) return tooLarge;
        var (width, height) = UprightSize(header);

        var shrink = format == SourceFormat.Jpeg ? ShrinkOnLoad(width, height, sizeNeeded) : 1;
        var opened = shrink == 1 ? header : Open(scope, file, shrink);
        if (opened is null) return Damaged(file);
        if (ColourConversion.ToSrgb(scope, opened) is not { } converted) return UnknownColours();
        if (ReadPixels(scope, converted, cancellationToken) is not { } pixels) return Unreadable(file, header);
        return new Decoded(scope.Keep(pixels.Autorot()), width, height, null);
    }

    private static Image? Open(ImageScope scope, SourceFile file, int shrink)
    {
        try
        {
            return scope.Keep(file.Open(shrink));
        }
        catch (VipsException)
        {
            return null;
        }
    }

    // Reading everything here, and not lazily while the output is written, keeps the two kinds of failure apart and
    // the decoded pixels in memory: libvips would otherwise put large ones into a temporary file, in the clear.
    private static Image? ReadPixels(ImageScope scope, Image image, CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(() => image.SetKill(true));
        try
        {
            return scope.Keep(image.CopyMemory());
        }
        catch (VipsException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private Decoded? RefuseBytes(int length)
    {
        if (length == 0) return new(PhotoErrorKind.CorruptImage, "The file is empty.");
        return length <= limits.MaximumBytes
            ? null
            : TooLarge(string.Create(
                CultureInfo.InvariantCulture,
                $"The file is {length:N0} bytes long; at most {limits.MaximumBytes:N0} are accepted."));
    }

    private Decoded? RefuseSize(Image header)
    {
        var frames = header.Contains("n-pages") ? Convert.ToInt32(header.Get("n-pages"), null) : 1;
        var pixels = (long)header.Width * header.Height;
        if (pixels > limits.MaximumPixels || Math.Max(header.Width, header.Height) > LongestSide)
        {
            return TooLarge(string.Create(
                CultureInfo.InvariantCulture,
                $"The photograph is too large: {header.Width} x {header.Height} pixels. At most " +
                $"{limits.MaximumPixels:N0} pixels in all and {LongestSide:N0} on a side are accepted."));
        }

        return frames <= limits.MaximumFrames
            ? null
            : TooLarge(string.Create(
                CultureInfo.InvariantCulture,
                $"The file holds {frames:N0} frames; at most {limits.MaximumFrames:N0} are accepted."));
    }

    private static (int Width, int Height) UprightSize(Image header)
    {
        // EXIF orientations 5 to 8 lie on their side (EXIF 2.32, tag 0x0112).
        var orientation = header.Contains("orientation") ? Convert.ToInt32(header.Get("orientation"), null) : 1;
        return orientation is >= 5 and <= 8 ? (header.Height, header.Width) : (header.Width, header.Height);
    }

    // Decoding to at least twice the size needed leaves the final, better filter enough to work on.
    private static int ShrinkOnLoad(int width, int height, int? sizeNeeded)
    {
        if (sizeNeeded is not { } needed) return 1;
        foreach (var factor in (ReadOnlySpan<int>)[8, 4, 2])
        {
            if (Math.Max(width, height) / factor >= needed * 2 && Math.Min(width, height) >= factor) return factor;
        }

        return 1;
    }

    private static Decoded Unreadable(SourceFile file, Image header) =>
        file.Format == SourceFormat.Heif && header.Contains("heif-compression")
            && header.Get("heif-compression") is "hevc"
            ? new(PhotoErrorKind.UnsupportedFormat,
                "The photograph is HEIC with HEVC compression, which the installed image library can't decode. " +
                "Save it as JPEG and submit that.")
            : Damaged(file);

    private static Decoded Damaged(SourceFile file)
    {
        var name = SourceFormats.NameOf(file.Format);
        return new(PhotoErrorKind.CorruptImage, SourceFormats.EndsEarly(file.Format, file.Content)
            ? $"The photograph is damaged: its {name} data ends early."
            : $"The photograph is damaged: its {name} data can't be decoded.");
    }

    private static Decoded Unknown() => new(PhotoErrorKind.UnsupportedFormat,
        "The file isn't a photograph in a supported format (JPEG, PNG, WebP, TIFF or HEIC).");

    private static Decoded UnknownColours() => new(PhotoErrorKind.UnsupportedFormat,
        "The photograph's colours are stored in a way that isn't supported.");

    private static Decoded TooLarge(string message) => new(PhotoErrorKind.TooLarge, message);
}
