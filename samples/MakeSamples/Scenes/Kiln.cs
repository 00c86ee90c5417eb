using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>A brick kiln with an arched mouth, pots and flames inside.</summary>
internal sealed class Kiln : IScene
{
    private const double Middle = 0.65;

    public double Aspect => 1.3;

    public Colour At(double x, double y)
    {
        var colour = Bricks(x, y);
        var mouth = Mouth(x, y);
        colour = colour.Under(Colour.Hex(0x3B2A24), Shape.Inside(Math.Abs(mouth - 0.03) - 0.028));
        colour = colour.Under(Colour.Hex(0xFF9A3C), Shape.Glow(Math.Max(mouth, 0), 0.16) * 0.35);
        colour = colour.Under(Fire(x, y), Shape.Inside(mouth));
        return colour.Under(Colour.Hex(0x2B211E) * (0.8 + Noise.Rough(x * 20, y * 50, 7)), Shape.Below(y, 0.88));
    }

    // The signed distance to an arch: a half circle on a rectangle.
    private static double Mouth(double x, double y)
    {
        const double radius = 0.3;
        const double spring = 0.5;
        return y < spring
            ? Shape.Length(x - Middle, y - spring) - radius
            : Math.Max(Math.Abs(x - Middle) - radius, y - 0.88);
    }

    private static Colour Bricks(double x, double y)
    {
        var row = (int)(y / 0.065);
        var along = (x / 0.16) + (row % 2 * 0.5);
        var (within, down) = (along % 1, (y / 0.065) % 1);
        var tone = 0.55 + (Noise.At((int)along, row, 6) * 0.35) + (Noise.Rough(x * 60, y * 60, 2) * 0.2);
        var joint = Math.Min(Math.Min(within, 1 - within) * 0.16, Math.Min(down, 1 - down) * 0.065);
        var wall = Colour.Hex(0x6B5D55).Under(Colour.Hex(0xA4553A) * tone, Shape.Step(0.003, 0.006, joint));
        return wall * (1.1 - (y * 0.35));
    }

    private static Colour Fire(double x, double y)
    {
        var lick = Noise.Rough(x * 9, (y * 5) + 3, 28) + ((y - 0.62) * 1.5);
        var flame = Colour.Hex(0x240A05).Under(Colour.Hex(0xC7300F), Shape.Step(0.1, 0.45, lick));
        flame = flame.Under(Colour.Hex(0xFF9D2E), Shape.Step(0.42, 0.7, lick));
        flame = flame.Under(Colour.Hex(0xFFF3B8), Shape.Step(0.68, 0.95, lick));
        foreach (var (at, size) in (ReadOnlySpan<(double, double)>)[(0.47, 0.8), (0.66, 1.15), (0.83, 0.7)])
        {
            var (across, up) = ((x - at) / size, (0.83 - y) / size);
            var belly = 0.045 + (0.03 * Math.Sin((up * 24) - 0.5));
            var pot = Shape.Inside(Math.Max(Math.Abs(across) - belly, Math.Abs(up - 0.09) - 0.09));
            flame = flame.Under(Colour.Hex(0x5A1A0C).Under(Colour.Hex(0xFF8A3A), 0.5 + (across * 6)), pot);
        }

        return flame.Under(Colour.Hex(0x180C08), Shape.Below(y, 0.83));
    }
}
