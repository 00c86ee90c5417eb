using NetVips;

namespace Cabinet.Infrastructure.Vips;

/// <summary>Brings any colour space to sRGB with 8 bits a channel, with or without transparency.</summary>
internal static class ColourConversion
{
    private const string Profile = "icc-profile-data";

    /// <summary>The lazily converted image, or null when its channels make no sense as colours.</summary>
    public static Image? ToSrgb(ImageScope scope, Image image)
    {
        try
        {
            var converted = scope.Keep(Convert(image));
            var eightBits = scope.Keep(converted.Cast(Enums.BandFormat.Uchar));
            return WithoutExtraChannels(scope, eightBits);
        }
        catch (VipsException)
        {
            return null;
        }
    }

    private static Image Convert(Image image)
    {
        if (!image.Contains(Profile)) return image.Colourspace(Enums.Interpretation.Srgb);
        try
        {
            var assumed = image.Interpretation == Enums.Interpretation.Cmyk ? "cmyk" : "srgb";
            return image.IccTransform("srgb", embedded: true, inputProfile: assumed);
        }
        catch (VipsException)
        {
            // A profile that can't be used is no reason to refuse a photograph whose pixels are whole.
            return image.Colourspace(Enums.Interpretation.Srgb);
        }
    }

    private static Image WithoutExtraChannels(ImageScope scope, Image image)
    {
        var wanted = image.HasAlpha() ? 4 : 3;
        return image.Bands <= wanted ? image : scope.Keep(image.ExtractBand(0, n: wanted));
    }
}
