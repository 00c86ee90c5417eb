using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>A woven blanket that hangs from a rail, its fringe at the bottom.</summary>
internal sealed class Blanket : IScene
{
    private static readonly Colour[] Yarns =
    [
        Colour.Hex(0x23395B), Colour.Hex(0x23395B), Colour.Hex(0x5C7F67), Colour.Hex(0xE8DCC3), Colour.Hex(0x5C7F67),
        Colour.Hex(0x23395B), Colour.Hex(0xB5523B), Colour.Hex(0x23395B),
    ];

    public double Aspect => 1;

    public Colour At(double x, double y)
    {
        var wall = Colour.Hex(0xE9E4DA);
        var colour = wall.Under(Colour.Hex(0x7A5230), Shape.Box(x, y, 0.04, 0.075, 0.96, 0.1));
        var cloth = Shape.Box(x, y, 0.12, 0.06, 0.88, 0.88);
        colour = colour.Under(Colour.Hex(0xC9C2B4), Shape.Box(x, y, 0.14, 0.11, 0.905, 0.89));
        colour = colour.Under(Weave(x, y), cloth);
        var strand = Shape.Step(0.32, 0.22, Math.Abs(((x / 0.02) % 1) - 0.5));
        var length = 0.93 + (Noise.At((int)(x / 0.02), 0, 4) * 0.025);
        return colour.Under(Colour.Hex(0xE8DCC3), strand * Shape.Box(x, y, 0.12, 0.88, 0.88, length));
    }

    private static Colour Weave(double x, double y)
    {
        var (warp, weft) = ((int)(x * 64), (int)(y * 64));
        var over = (warp + weft) % 4 < 2;
        var yarn = Yarns[(over ? warp : weft) / 3 % Yarns.Length];
        var thread = over ? (x * 64) % 1 : (y * 64) % 1;
        return yarn * (0.82 + (0.3 * Math.Sin(thread * Math.PI)));
    }
}
