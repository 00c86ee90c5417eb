using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>A brass barometer on a panelled wall, its needle high on the right.</summary>
internal sealed class Barometer : IScene
{
    private const double Middle = 0.4;
    private const double Centre = 0.5;

    public double Aspect => 0.8;

    public Colour At(double x, double y)
    {
        var grain = Noise.Rough(x * 40, y * 3, 2);
        var wall = Colour.Hex(0x3F5E5A) * (0.85 + (grain * 0.25));
        wall = wall.Under(Colour.Hex(0x1E302E), Shape.Glow(((x / 0.16) % 1) - 0.5, 0.03) * 0.8);
        wall = wall.Under(
            Colour.Hex(0x0E1716), Shape.Glow(Shape.Length(x - Middle - 0.03, y - Centre - 0.04), 0.36) * 0.5);
        var colour = wall.Under(Colour.Hex(0xB98A3E), Shape.Ring(x, y, Middle, 0.09, 0.035, 0.014));
        colour = Case(colour, x, y);
        return Dial(colour, x, y);
    }

    private static Colour Case(Colour behind, double x, double y)
    {
        var distance = Shape.Length(x - Middle, y - Centre);
        var angle = Math.Atan2(y - Centre, x - Middle);
        var shine = 0.62 + (0.38 * Math.Cos((angle * 2) + 1.6)) + (0.12 * Math.Cos(angle * 5));
        behind = behind.Under(Colour.Hex(0xC99746), Shape.Box(x, y, Middle - 0.02, 0.11, Middle + 0.02, 0.2));
        behind = behind.Under(Colour.Hex(0xE5BC6B) * (0.55 + (shine * 0.5)), Shape.Inside(distance - 0.345));
        behind = behind.Under(Colour.Hex(0x6E4A1B), Shape.Inside(Math.Abs(distance - 0.318) - 0.004));
        return behind.Under(Colour.Hex(0xF6EEDA) * (1.02 - (distance * 0.25)), Shape.Inside(distance - 0.3));
    }

    private static Colour Dial(Colour behind, double x, double y)
    {
        var (across, up) = (x - Middle, Centre - y);
        var distance = Shape.Length(across, up);
        var turn = Math.Atan2(across, up);
        if (Math.Abs(turn) < 2.3)
        {
            var step = turn / 0.115;
            var long5 = (int)Math.Round(step) % 5 == 0;
            var tick = Shape.Inside((Math.Abs(step - Math.Round(step)) * 0.115 * distance) - (long5 ? 0.0035 : 0.0018));
            var radial = Shape.Inside(Math.Abs(distance - 0.262) - (long5 ? 0.024 : 0.013));
            behind = behind.Under(Colour.Hex(0x2A2320), tick * radial);
            var zone = turn < -0.8 ? 0x31577A : turn < 0.7 ? 0x8A8F86 : 0xC7762B;
            behind = behind.Under(Colour.Hex(zone), Shape.Inside(Math.Abs(distance - 0.2) - 0.008) * 0.9);
        }

        behind = behind.Under(Colour.Hex(0xD9A441), Sun(x, y));
        behind = behind.Under(
            Colour.Hex(0x8C2F22),
            Shape.Line(x, y, Middle - 0.06, Centre + 0.045, Middle + 0.19, Centre - 0.143, 0.011));
        behind = behind.Under(Colour.Hex(0x22201E), Shape.Circle(x, y, Middle, Centre, 0.022));
        var glass = Shape.Inside(distance - 0.3) * Shape.Step(0.03, 0.2, up - (across * 0.6) - 0.12);
        return behind.Under(Colour.Hex(0xFFFFFF), glass * 0.35);
    }

    private static double Sun(double x, double y)
    {
        var (across, down) = (x - Middle, y - 0.68);
        var ray = 0.034 + (0.016 * Math.Cos(Math.Atan2(down, across) * 12));
        return Shape.Inside(Shape.Length(across, down) - ray);
    }
}
