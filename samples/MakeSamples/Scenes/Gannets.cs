using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>Seabirds around a cliff. Taller than wide.</summary>
internal sealed class Gannets : IScene
{
    public double Aspect => 0.75;

    public Colour At(double x, double y)
    {
        var colour = Colour.Hex(0x6FA7D2).Under(Colour.Hex(0xE4F0F4), Shape.Step(0, 0.8, y));
        var cloud = Shape.Step(0.48, 0.72, Noise.Rough(x * 3.2, y * 5, 19));
        colour = colour.Under(Colour.Hex(0xFFFFFF), cloud * 0.85);
        colour = Sea(colour, x, y);
        colour = Cliff(colour, x, y);
        for (var bird = 0; bird < 14; bird++)
        {
            var (atX, atY) = (0.06 + (Noise.At(bird, 1) * 0.5), 0.06 + (Noise.At(bird, 2) * 0.62));
            var (size, bank) = (0.022 + (Noise.At(bird, 3) * 0.05), (Noise.At(bird, 4) - 0.5) * 0.7);
            colour = Bird(colour, x - atX, y - atY, size, bank);
        }

        return colour;
    }

    private static Colour Sea(Colour behind, double x, double y)
    {
        var wave = Shape.Step(0.6, 0.8, Noise.Rough(x * 9, y * 50, 11));
        var water = Colour.Hex(0x2C6C86).Under(Colour.Hex(0xDCEFF2), wave * 0.6);
        return behind.Under(water, Shape.Below(y, 0.84));
    }

    private static Colour Cliff(Colour behind, double x, double y)
    {
        var face = 0.5 + (Noise.Rough(y * 5, 0, 71) * 0.16) - ((y - 0.3) * 0.12);
        var top = 0.22 + (Noise.Rough(x * 6, 3, 5) * 0.06);
        var strata = Noise.Rough(x * 5, (y * 34) + (x * 9), 13);
        var rock = Colour.Hex(0x5E5348).Under(Colour.Hex(0xA3927C), strata);
        var perch = Shape.Step(0.68, 0.72, strata) * Shape.Step(0.55, 0.8, Noise.Smooth(x * 60, y * 60, 8));
        rock = rock.Under(Colour.Hex(0xFFFFFF), perch);
        rock = rock.Under(
            Colour.Hex(0x6C8A3D), Shape.Step(0.05, 0.02, y - top - (Noise.Rough(x * 30, y * 8, 2) * 0.03)));
        return behind.Under(rock, Shape.Inside(face - x, 0.002) * Shape.Below(y, top));
    }

    private static Colour Bird(Colour behind, double across, double down, double size, double bank)
    {
        var x = ((across * Math.Cos(bank)) + (down * Math.Sin(bank))) / size;
        var y = ((down * Math.Cos(bank)) - (across * Math.Sin(bank))) / size;
        var wing = Math.Abs(y - (0.35 * x * x) + (0.3 * Math.Abs(x))) - (0.11 * (1.15 - Math.Abs(x)));
        var wings = Shape.Inside(Math.Max(wing, Math.Abs(x) - 1.1), 0.03);
        behind = behind.Under(Colour.Hex(0xFAFAF5), wings);
        behind = behind.Under(Colour.Hex(0x22262B), wings * Shape.Step(0.72, 0.8, Math.Abs(x)));
        behind = behind.Under(Colour.Hex(0xF2F0E8), Shape.Inside(Shape.Length(x * 3.2, (y - 0.05) * 1.3) - 0.5, 0.03));
        return behind.Under(Colour.Hex(0xE5B85A), Shape.Inside(Shape.Length(x, y + 0.36) - 0.1, 0.03));
    }
}
