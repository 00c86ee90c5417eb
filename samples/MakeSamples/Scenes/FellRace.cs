using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>Runners on a path that winds up a hill, past flags.</summary>
internal sealed class FellRace : IScene
{
    private static readonly int[] Shirts = [0xE4572E, 0xF3A712, 0x2E86AB, 0xF7F7F2, 0x9B5DE5, 0xE4572E];

    public double Aspect => 1.5;

    public Colour At(double x, double y)
    {
        var colour = Colour.Hex(0x4F9BD9).Under(Colour.Hex(0xD9EEF7), Shape.Step(0, 0.5, y));
        colour = colour.Under(Colour.Hex(0xFFFFFF), Shape.Step(0.5, 0.7, Noise.Rough(x * 2.4, y * 7, 22)) * 0.9);
        colour = colour.Under(Colour.Hex(0x7D9CA8), Shape.Below(y, 0.47 - (Noise.Rough(x * 2, 0, 4) * 0.2)));
        colour = Hill(colour, x, y);
        for (var flag = 0; flag < 5; flag++) colour = Flag(colour, x, y, 0.12 + (flag * 0.19));
        for (var runner = 0; runner < 6; runner++) colour = Runner(colour, x, y, runner);
        return colour;
    }

    private static double PathAt(double t) => 0.62 + (0.34 * Math.Sin((t * 5.2) + 0.6) * (0.25 + t));

    private static double CrestAt(double x) => 0.3 + (Math.Pow(x - 0.66, 2) * 0.42);

    private static Colour Hill(Colour behind, double x, double y)
    {
        var crest = CrestAt(x) + (Noise.Rough(x * 12, 1, 3) * 0.02);
        var grass = Colour.Hex(0x6FA03C).Under(
            Colour.Hex(0x2F5E2A), Noise.Rough(x * 7, y * 12, 26)) * (1.15 - (y * 0.3));
        var heather = Shape.Step(0.6, 0.7, Noise.Rough(x * 6, y * 9, 47));
        grass = grass.Under(Colour.Hex(0x8C5A8F), heather * 0.75);
        var t = (y - 0.3) / 0.7;
        var half = 0.006 + (Math.Max(t, 0) * 0.06);
        var path = Shape.Inside(Math.Abs(x - PathAt(t)) - half - (Noise.Smooth(x * 60, y * 60, 2) * 0.008), 0.004);
        grass = grass.Under(Colour.Hex(0xD2B48C) * (0.9 + (Noise.Smooth(x * 90, y * 90) * 0.2)), path);
        return behind.Under(grass, Shape.Below(y, crest));
    }

    private static Colour Flag(Colour behind, double x, double y, double t)
    {
        var (foot, height) = (0.3 + (t * 0.7), 0.05 + (t * 0.16));
        var pole = PathAt(t) + 0.03 + (t * 0.1);
        behind = behind.Under(
            Colour.Hex(0xF5F0E6), Shape.Line(x, y, pole, foot, pole, foot - height, 0.004 + (t * 0.006)));
        var along = (x - pole) / (height * 0.6);
        var hem = Math.Abs(y - foot + (height * 0.82)) - (height * 0.18 * (1 - along));
        var cloth = Math.Max(Math.Max(-along, along - 1), hem);
        return behind.Under(Colour.Hex(0xD7263D), Shape.Inside(cloth));
    }

    private static Colour Runner(Colour behind, double x, double y, int number)
    {
        var t = 0.1 + (number * 0.15);
        var (foot, size) = (0.3 + (t * 0.7), 0.035 + (t * 0.15));
        var (across, up) = ((x - PathAt(t) + (number % 2 * 0.03 * t)) / size, (foot - y) / size);
        if (Math.Abs(across) > 1 || up is < -0.2 or > 1.5) return behind;
        var stride = number % 2 == 0 ? 0.22 : -0.22;
        var skin = Colour.Hex(number % 3 == 0 ? 0x8A5A3C : 0xE0AC86);
        behind = behind.Under(skin, Shape.Line(across, up, 0, 0.5, stride, 0, 0.11));
        behind = behind.Under(skin, Shape.Line(across, up, 0, 0.5, -stride, 0.14, 0.11));
        behind = behind.Under(Colour.Hex(0x1C2733), Shape.Line(across, up, 0, 0.55, stride * 0.5, 0.3, 0.16));
        behind = behind.Under(skin, Shape.Line(across, up, 0, 0.85, -stride * 1.2, 0.62, 0.08));
        behind = behind.Under(Colour.Hex(Shirts[number]), Shape.Line(across, up, 0, 0.6, 0.02, 0.88, 0.24));
        return behind.Under(skin, Shape.Circle(across, up, 0.03, 1.12, 0.13));
    }
}
