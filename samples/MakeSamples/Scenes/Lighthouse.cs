using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>A striped lighthouse on a rock, its beam over an evening sea. Taller than wide.</summary>
internal sealed class Lighthouse : IScene
{
    private const double Middle = 0.36;

    public double Aspect => 2 / 3.0;

    public Colour At(double x, double y)
    {
        var colour = Colour.Hex(0x14264A).Under(Colour.Hex(0xE58F6B), Shape.Step(0.05, 0.72, y));
        var (column, row) = ((int)(x * 90), (int)(y * 90));
        var star = Noise.At(column, row, 4) > 0.97 ? Shape.Length((x * 90) - column - 0.5, (y * 90) - row - 0.5) : 9;
        colour = colour.Under(Colour.Hex(0xFFFFFF), Shape.Glow(star, 0.18) * Shape.Step(0.4, 0, y));
        colour = Beam(colour, x, y);
        var cloud = Shape.Step(0.5, 0.8, Noise.Rough(x * 3, y * 12, 8)) * Shape.Glow(y - 0.5, 0.18);
        colour = colour.Under(Colour.Hex(0x6C4B6A), cloud);
        colour = Sea(colour, x, y);
        colour = Tower(colour, x, y);
        var rock = 0.79 + (Math.Abs(x - Middle) * 0.35) - (Noise.Rough(x * 9, 2, 31) * 0.07);
        var stone = Colour.Hex(0x2B2A33) * (0.7 + (Noise.Rough(x * 22, y * 22, 6) * 0.9));
        return colour.Under(stone, Shape.Below(y, rock) * Shape.Below(-y, -0.97 + (Noise.Rough(x * 14, 5) * 0.05)));
    }

    private static Colour Beam(Colour behind, double x, double y)
    {
        var along = Middle - x;
        var spread = 0.012 + (Math.Abs(along) * 0.16);
        var axis = 0.2 - (along * 0.18);
        var strength = Shape.Glow(y - axis, spread) * Shape.Step(0, 0.03, Math.Abs(along)) * (along > 0 ? 0.85 : 0.35);
        return behind.Under(Colour.Hex(0xFFF3C2), strength);
    }

    private static Colour Sea(Colour behind, double x, double y)
    {
        var wave = Noise.Rough(x * 8, y * 60, 12);
        var water = Colour.Hex(0x2A3C5E).Under(Colour.Hex(0xF0B08A), Shape.Step(0.55, 0.85, wave) * 0.6) * 0.95;
        water = water.Under(Colour.Hex(0x101D33), Shape.Step(0.72, 1, y));
        return behind.Under(water, Shape.Below(y, 0.72));
    }

    private static Colour Tower(Colour behind, double x, double y)
    {
        var half = 0.052 + ((y - 0.25) * 0.055);
        var shade = 1.05 - (Math.Abs(x - Middle + 0.02) / half * 0.45);
        var stripe = (int)Math.Floor((y - 0.25) / 0.092) % 2 == 0 ? Colour.Hex(0xC23B2E) : Colour.Hex(0xF3EEE4);
        var body = Shape.Inside(Math.Max(Math.Abs(x - Middle) - half, Math.Max(0.25 - y, y - 0.82)));
        behind = behind.Under(stripe * shade, body);
        behind = behind.Under(Colour.Hex(0x23262F), Shape.Box(x, y, Middle - 0.012, 0.43, Middle + 0.012, 0.47));
        behind = behind.Under(Colour.Hex(0x23262F), Shape.Box(x, y, Middle - 0.012, 0.6, Middle + 0.012, 0.64));
        behind = behind.Under(Colour.Hex(0x1D2028), Shape.Box(x, y, Middle - 0.075, 0.238, Middle + 0.075, 0.254));
        behind = behind.Under(Colour.Hex(0xFFF7D6), Shape.Box(x, y, Middle - 0.035, 0.168, Middle + 0.035, 0.238));
        behind = behind.Under(Colour.Hex(0xFFFFFF), Shape.Glow(Shape.Length(x - Middle, y - 0.2), 0.06) * 0.9);
        return behind.Under(Colour.Hex(0x8F2A22), Shape.Tent(x, y, Middle, 0.125, 0.17, 0.05));
    }
}
