using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>A concert poster in four inks: a moon above rows of waves, a small boat on the second.</summary>
internal sealed class Poster : IScene
{
    private static readonly Colour Paper = Colour.Hex(0xF2E8D5);
    private static readonly Colour Night = Colour.Hex(0x1D3557);
    private static readonly Colour Red = Colour.Hex(0xD1495B);
    private static readonly Colour Teal = Colour.Hex(0x3E8E7E);

    public double Aspect => 0.72;

    public Colour At(double x, double y)
    {
        if (Shape.Box(x, y, 0.035, 0.035, 0.685, 0.965) < 0.5)
            return Paper * (0.97 + (Noise.Smooth(x * 200, y * 200) * 0.03));
        var colour = Night;
        for (var ring = 9; ring >= 0; ring--)
        {
            var paint = ring % 2 == 0 ? Red : Night;
            colour = colour.Under(ring == 0 ? Paper : paint, Shape.Circle(x, y, 0.36, 0.34, 0.1 + (ring * 0.026)));
        }

        for (var wave = 0; wave < 6; wave++)
        {
            var crest = 0.56 + (wave * 0.075) + (0.03 * Math.Sin((x * 19) + (wave * 1.9)));
            if (wave == 1) colour = Boat(colour, x, y);
            colour = colour.Under(wave % 2 == 0 ? Teal : Paper, Shape.Below(y, crest));
            colour = colour.Under(Night, Shape.Inside(Math.Abs(y - crest - 0.02) - 0.004));
        }

        var ink = Noise.Rough(x * 90, y * 90, 40);
        return colour.Under(Paper, Shape.Step(0.66, 0.8, ink) * 0.5);
    }

    private static Colour Boat(Colour behind, double x, double y)
    {
        var (across, up) = (x - 0.43, 0.63 - y);
        behind = behind.Under(
            Night, Shape.Inside(Math.Max(Math.Abs(across) - (0.05 + (up * 0.9)), Math.Abs(up - 0.015) - 0.02)));
        behind = behind.Under(Paper, Shape.Tent(x, y, 0.435, 0.46, 0.585, 0.055));
        return behind.Under(Night, Shape.Line(x, y, 0.435, 0.45, 0.435, 0.61, 0.006));
    }
}
