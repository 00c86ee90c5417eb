using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>Ridge behind ridge in morning mist, with spruces in front.</summary>
internal sealed class Fells : IScene
{
    public double Aspect => 1.5;

    public Colour At(double x, double y)
    {
        var colour = Colour.Hex(0x8FB8D8).Under(Colour.Hex(0xFBE6C8), Shape.Step(0, 0.55, y));
        colour = colour.Under(Colour.Hex(0xFFFBEA), Shape.Glow(Shape.Length(x - 0.42, y - 0.22), 0.13));
        for (var layer = 0; layer < 6; layer++)
        {
            var near = layer / 5.0;
            var rise = Noise.Rough((x * (1.4 + near)) + (layer * 9), 0, layer * 7) * 0.3 * (1.1 - near);
            var ridge = 0.3 + (near * 0.46) - rise;
            var rock = Colour.Hex(0x9FB2C6).Under(Colour.Hex(0x1F4038), near);
            var mist = Shape.Step(0.22, 0, y - ridge) * 0.25;
            var ground = rock.Under(
                Colour.Hex(0xF3EBDD), (0.45 * Shape.Step(0, 0.2, y - ridge) * (1 - near)) + (mist * 0.2));
            var snow = Shape.Step(0.05, 0, y - ridge - (Noise.Rough(x * 22, y * 22, 3) * 0.06)) * (layer < 2 ? 0.8 : 0);
            colour = colour.Under(ground.Under(Colour.Hex(0xFFFFFF), snow), Shape.Below(y, ridge));
        }

        return Spruces(colour, x, y);
    }

    private static Colour Spruces(Colour behind, double x, double y)
    {
        for (var row = 0; row < 2; row++)
        {
            var pitch = 0.05 + (row * 0.035);
            for (var near = -1; near <= 1; near++)
            {
                var index = (int)Math.Floor(x / pitch) + near;
                var middle = (index + 0.5 + ((Noise.At(index, row, 2) - 0.5) * 0.7)) * pitch;
                var foot = 0.84 + (row * 0.13);
                var top = foot - 0.1 - (Noise.At(index, row, 5) * 0.1) - (row * 0.05);
                var saw = 0.55 + (0.45 * (((y - top) * (34 - (row * 10))) % 1));
                var tree = Shape.Tent(x, y, middle, top, foot + 0.05, pitch * 0.62 * saw);
                behind = behind.Under(Colour.Hex(row == 0 ? 0x17392F : 0x0C211D), tree);
            }

            behind = behind.Under(
                Colour.Hex(row == 0 ? 0x17392F : 0x0C211D), Shape.Below(y, 0.86 + (row * 0.12)));
        }

        return behind;
    }
}
