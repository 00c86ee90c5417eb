using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>A scored loaf on a board, steaming upwards.</summary>
internal sealed class RyeBread : IScene
{
    public double Aspect => 1.4;

    public Colour At(double x, double y)
    {
        var colour = Colour.Hex(0x4B5A54).Under(Colour.Hex(0x232B2A), Shape.Step(0, 0.8, y) * 0.7);
        colour = colour.Under(Colour.Hex(0x6E7F74), Shape.Glow(Shape.Length(x - 0.45, y - 0.25), 0.5) * 0.6);
        colour = Steam(colour, x, y);
        colour = Table(colour, x, y);
        return Loaf(colour, x, y);
    }

    private static Colour Steam(Colour behind, double x, double y)
    {
        for (var wisp = 0; wisp < 3; wisp++)
        {
            var sway = Math.Sin((y * 11) + (wisp * 2.1)) * 0.035 * (1.2 - y);
            var strand = Shape.Glow(x - 0.52 - (wisp * 0.17) - sway, 0.02 + ((0.5 - y) * 0.05));
            behind = behind.Under(
                Colour.Hex(0xFFFFFF), strand * Shape.Step(0.42, 0.3, y) * Shape.Step(0, 0.2, y) * 0.38);
        }

        return behind;
    }

    private static Colour Table(Colour behind, double x, double y)
    {
        var wood = Colour.Hex(0x8A5A33) * (0.6 + (Noise.Rough((x * 2) + (y * 0.5), y * 60, 14) * 0.7));
        behind = behind.Under(wood, Shape.Below(y, 0.74));
        var board = Colour.Hex(0xD9B27C) * (0.75 + (Noise.Rough(x * 3, y * 90, 4) * 0.35));
        behind = behind.Under(Colour.Hex(0x2A1A10), Shape.Glow(y - 0.885, 0.03) * 0.7);
        return behind.Under(board, Shape.Box(x, y, 0.16, 0.79, 1.24, 0.87));
    }

    private static Colour Loaf(Colour behind, double x, double y)
    {
        var (across, up) = ((x - 0.7) / 0.46, (0.8 - y) / 0.4);
        var bulge = Math.Pow(Math.Abs(across), 2.4) + Math.Pow(Math.Max(up, 0), 2);
        var body = Shape.Inside((bulge - 1) * 0.2) * Shape.Inside(y - 0.8);
        var crust = Colour.Hex(0x8E4F22) * (0.45 + (up * 0.55) + (Noise.Rough(x * 30, y * 30, 17) * 0.45));
        var score = Math.Abs((((across * 3.2) + (up * 1.1)) % 1 + 1) % 1 - 0.5);
        var cut = Shape.Step(0.13, 0.05, score) * Shape.Step(0.25, 0.5, up) * Shape.Step(1, 0.8, bulge);
        crust = crust.Under(Colour.Hex(0xE6C08A), cut * 0.85);
        var flour = Shape.Step(0.5, 0.75, Noise.Rough(x * 50, y * 50, 23)) * Shape.Step(0.3, 0.9, up);
        crust = crust.Under(Colour.Hex(0xF7EFE0), flour * 0.75);
        return behind.Under(crust, body);
    }
}
