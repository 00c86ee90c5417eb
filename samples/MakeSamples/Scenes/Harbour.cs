using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>A row of painted houses above still water at sunset.</summary>
internal sealed class Harbour : IScene
{
    private const double Waterline = 0.62;

    private static readonly Colour[] Paints =
    [
        Colour.Hex(0xB5382E), Colour.Hex(0xE0A33A), Colour.Hex(0xF0E6D2), Colour.Hex(0x2F6B8A), Colour.Hex(0x8A3B57),
        Colour.Hex(0x4F7F52),
    ];

    public double Aspect => 1.5;

    public Colour At(double x, double y)
    {
        if (y < Waterline) return Boats(Land(x, y), x, y);
        var depth = y - Waterline;
        var ripple = (Noise.Rough(x * 6, y * 70, 3) - 0.5) * (0.01 + (depth * 0.12));
        var mirrored = Boats(Land(x + ripple, Waterline - (depth * 0.9)), x + ripple, Waterline - (depth * 0.9));
        var water = mirrored.Under(Colour.Hex(0x16324A), 0.35 + (depth * 0.6));
        return Boats(water, x, y);
    }

    private static Colour Land(double x, double y)
    {
        var sky = Colour.Hex(0x35507E).Under(Colour.Hex(0xF4A866), Shape.Step(0.05, 0.55, y));
        sky = sky.Under(Colour.Hex(0xFFE9C4), Shape.Glow(Shape.Length(x - 1.16, y - 0.36), 0.22) * 0.8);
        sky = sky.Under(Colour.Hex(0xFFF6DE), Shape.Circle(x, y, 1.16, 0.36, 0.045));
        var cloud = Shape.Step(0.52, 0.75, Noise.Rough(x * 2.2, y * 9, 5)) * Shape.Step(0.5, 0.1, y);
        sky = sky.Under(Colour.Hex(0xE7A59A), cloud * 0.7);
        var ridge = 0.43 - (Noise.Rough(x * 2.1, 0, 21) * 0.2);
        sky = sky.Under(Colour.Hex(0x5B5A80), Shape.Below(y, ridge));
        return Houses(sky, x, y);
    }

    private static Colour Houses(Colour behind, double x, double y)
    {
        const double pitch = 0.15;
        var index = (int)Math.Floor(x / pitch);
        var (within, height) = ((x / pitch) - index, 0.12 + (Noise.At(index, 1) * 0.09));
        var top = Waterline - 0.03 - height;
        var paint = Paints[(index + 1) % Paints.Length];
        var painted = behind.Under(
            paint * (0.62 + (0.3 * within)), Shape.Box(within, y, 0.04, top, 0.96, Waterline));
        painted = painted.Under(Colour.Hex(0x41303A), Shape.Tent(within, y, 0.5, top - 0.06, top, 0.52));
        for (var window = 0; window < 4; window++)
        {
            var (left, upper) = (0.2 + (window % 2 * 0.36), top + 0.025 + (window / 2 * 0.06));
            painted = painted.Under(
                Colour.Hex(Noise.At(index, window, 9) > 0.4 ? 0xFFE08A : 0x2B3550),
                Shape.Box(within, y, left, upper, left + 0.22, upper + 0.035));
        }

        return painted.Under(Colour.Hex(0x2A2A33), Shape.Below(y, Waterline - 0.022));
    }

    private static Colour Boats(Colour behind, double x, double y)
    {
        foreach (var (at, line, size) in (ReadOnlySpan<(double, double, double)>)
            [(0.34, 0.69, 0.8), (0.86, 0.74, 1.15), (1.27, 0.67, 0.6)])
        {
            var (across, up) = ((x - at) / size, (line - y) / size);
            var hull = Shape.Inside(Math.Max(Math.Abs(across) - (0.07 + (up * 0.9)), Math.Abs(up - 0.018) - 0.018));
            behind = behind.Under(Colour.Hex(0x23262F), Shape.Line(across, up, 0, 0.03, 0, 0.22, 0.006));
            var sail = Math.Max(Math.Max(-across + 0.008, across - (0.1 * (0.21 - up) / 0.17)), 0.05 - up);
            behind = behind.Under(Colour.Hex(0xF5EBDD), Shape.Inside(Math.Max(sail, up - 0.21)));
            behind = behind.Under(Colour.Hex(0x9E2B25), hull);
        }

        return behind;
    }
}
