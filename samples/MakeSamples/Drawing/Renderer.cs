using NetVips;

namespace Cabinet.Samples.MakeSamples.Drawing;

/// <summary>Turns a scene into pixels.</summary>
internal static class Renderer
{
    // Samples a pixel along each axis, against jagged edges.
    private const int Samples = 2;

    /// <summary>Draws a scene upright, at a height in pixels.</summary>
    public static Image Draw(IScene scene, int height)
    {
        var width = (int)Math.Round(scene.Aspect * height);
        var pixels = new byte[width * height * 3];
        Parallel.For(0, height, row =>
        {
            for (var column = 0; column < width; column++)
            {
                var colour = Average(scene, column, row, height);
                var at = ((row * width) + column) * 3;
                (pixels[at], pixels[at + 1], pixels[at + 2]) =
                    (Byte(colour.Red), Byte(colour.Green), Byte(colour.Blue));
            }
        });
        return Image.NewFromMemoryCopy(pixels, width, height, 3, Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb);
    }

    private static Colour Average(IScene scene, int column, int row, int height)
    {
        var sum = default(Colour);
        for (var down = 0; down < Samples; down++)
        {
            for (var across = 0; across < Samples; across++)
            {
                sum += scene.At(
                    (column + ((across + 0.5) / Samples)) / height, (row + ((down + 0.5) / Samples)) / height);
            }
        }

        return sum * (1.0 / (Samples * Samples));
    }

    private static byte Byte(double value) => (byte)Math.Clamp((int)Math.Round(value * 255), 0, 255);
}
