using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>Starfish between pebbles under clear water; the biggest arm points up.</summary>
internal sealed class TidePool : IScene
{
    public double Aspect => 1.333;

    public Colour At(double x, double y)
    {
        var bend = (Noise.Smooth(x * 7, y * 7, 41) - 0.5) * 0.012;
        var colour = Pebbles(x + bend, y + bend);
        colour = Starfish(colour, x + bend, y, 0.52, 0.48, 0.27, 0, Colour.Hex(0xE2703A));
        colour = Starfish(colour, x, y + bend, 1.05, 0.72, 0.15, 0.35, Colour.Hex(0xB4456E));
        var light = Math.Abs(Noise.Smooth(x * 9, y * 9, 50) - Noise.Smooth(x * 11, y * 10, 51));
        colour = colour.Under(Colour.Hex(0xE9FFF8), Shape.Step(0.05, 0, light) * 0.3);
        return colour.Under(Colour.Hex(0x1C5A66), 0.22 + (0.25 * Shape.Step(0.3, 1, y)));
    }

    private static Colour Pebbles(double x, double y)
    {
        const double pitch = 0.085;
        var (nearest, second, which) = (9.0, 9.0, (0, 0));
        var (column, row) = ((int)Math.Floor(x / pitch), (int)Math.Floor(y / pitch));
        for (var near = 0; near < 9; near++)
        {
            var (across, down) = (column + (near % 3) - 1, row + (near / 3) - 1);
            var distance = Shape.Length(
                x - ((across + Noise.At(across, down, 1)) * pitch), y - ((down + Noise.At(across, down, 2)) * pitch));
            if (distance < nearest) (nearest, second, which) = (distance, nearest, (across, down));
            else if (distance < second) second = distance;
        }

        var tone = 0.35 + (Noise.At(which.Item1, which.Item2, 3) * 0.5);
        var tint = Noise.At(which.Item1, which.Item2, 4);
        var stone = Colour.Hex(0xB9AD98).Under(Colour.Hex(0x5E7C86), tint) * (tone + 0.2);
        stone *= 0.85 + (Noise.Rough(x * 40, y * 40, 9) * 0.3);
        return Colour.Hex(0x14262A).Under(stone, Shape.Step(0, 0.012, second - nearest));
    }

    private static Colour Starfish(
        Colour behind, double x, double y, double centreX, double centreY, double size, double turn, Colour skin)
    {
        var (across, up) = (x - centreX, centreY - y);
        var distance = Shape.Length(across, up);
        var angle = Math.Atan2(across, up) - turn;
        var arm = Math.Pow(Math.Abs(Math.Cos(angle * 2.5)), 1.6);
        var longest = 1 + (0.35 * Shape.Glow(angle, 0.5));
        var reach = size * longest * (0.28 + (0.72 * arm));
        var shade = skin * (0.7 + (0.5 * (1 - (distance / Math.Max(reach, 0.01)))));
        var dots = Shape.Step(0.62, 0.8, Noise.Smooth(x * 75, y * 75, 33));
        shade = shade.Under(Colour.Hex(0xFFE3C2), dots * 0.55);
        behind = behind.Under(Colour.Hex(0x081315), Shape.Inside(distance - (reach * 1.07), 0.02) * 0.6);
        return behind.Under(shade, Shape.Inside(distance - reach, 0.004));
    }
}
