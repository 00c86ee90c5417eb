using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>Northern lights over a lake and a line of trees.</summary>
internal sealed class NightSky : IScene
{
    private const double Shore = 0.76;

    public double Aspect => 1.5;

    public Colour At(double x, double y)
    {
        if (y < Shore) return Trees(Sky(x, y), x, y);
        var depth = y - Shore;
        var ripple = (Noise.Rough(x * 4, y * 90, 3) - 0.5) * 0.03;
        var mirrored = (2 * Shore) - y - (depth * 0.8);
        return Trees(Sky(x + ripple, mirrored), x + ripple, mirrored) * (0.62 - depth);
    }

    private static Colour Sky(double x, double y)
    {
        var colour = Colour.Hex(0x050A1C).Under(Colour.Hex(0x12304A), Shape.Step(0.1, Shore, y));
        var (column, row) = ((int)(x * 130), (int)(y * 130));
        if (Noise.At(column, row, 77) > 0.985)
        {
            var distance = Shape.Length((x * 130) - column - 0.5, (y * 130) - row - 0.5);
            colour = colour.Under(Colour.Hex(0xFFFFFF), Shape.Glow(distance, 0.3) * Noise.At(row, column, 5));
        }

        for (var curtain = 0; curtain < 3; curtain++)
        {
            var foot = 0.46 + (curtain * 0.07) + (0.11 * Math.Sin((x * (3.1 + curtain)) + (curtain * 1.7)));
            var height = 0.2 + (Noise.Smooth(x * 5, curtain, 8) * 0.26);
            var up = (foot - y) / height;
            var fold = 0.35 + (0.65 * Noise.Rough((x * 26) + (Math.Sin(y * 8) * 0.4), curtain * 3, 15));
            var glow = (up < 0 ? Shape.Glow(up, 0.09) : Math.Exp(-up * 1.9)) * fold;
            var tint = Colour.Hex(0x3DF29A).Under(Colour.Hex(0x9A4FE0), Shape.Step(0.3, 1.3, up));
            colour = colour.Under(tint, glow * 0.75);
        }

        return colour;
    }

    private static Colour Trees(Colour behind, double x, double y)
    {
        var ridge = Shore - 0.03 - (Noise.Rough(x * 5, 1, 60) * 0.06);
        behind = behind.Under(Colour.Hex(0x04090D), Shape.Below(y, ridge));
        for (var near = -1; near <= 1; near++)
        {
            var index = (int)Math.Floor(x / 0.028) + near;
            var top = Shore - 0.07 - (Noise.At(index, 3, 8) * 0.11);
            behind = behind.Under(
                Colour.Hex(0x04090D), Shape.Tent(x, y, (index + 0.5) * 0.028, top, Shore, 0.021));
        }

        return behind;
    }
}
