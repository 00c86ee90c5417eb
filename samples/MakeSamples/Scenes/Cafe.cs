using Cabinet.Samples.MakeSamples.Drawing;

namespace Cabinet.Samples.MakeSamples.Scenes;

/// <summary>The front of a café: striped awning, lit window, green door. Taller than wide.</summary>
internal sealed class Cafe : IScene
{
    public double Aspect => 0.75;

    public Colour At(double x, double y)
    {
        var plaster = Colour.Hex(0xEADBC0) * (0.9 + (Noise.Rough(x * 12, y * 12, 3) * 0.14));
        var colour = plaster.Under(Colour.Hex(0xC9B48E), Shape.Box(x, y, 0, 0.27, 0.75, 0.285));
        foreach (var left in (ReadOnlySpan<double>)[0.1, 0.31, 0.52]) colour = Upstairs(colour, x, y, left);
        colour = Window(colour, x, y);
        colour = Door(colour, x, y);
        colour = Awning(colour, x, y);
        var cobble = Noise.At((int)((x * 24) + ((int)(y * 40) % 2 * 0.5)), (int)(y * 40), 6);
        var street = Colour.Hex(0x6D6A6C) * (0.75 + (cobble * 0.35));
        colour = colour.Under(street, Shape.Below(y, 0.9));
        return Cup(colour, x, y);
    }

    private static Colour Upstairs(Colour behind, double x, double y, double left)
    {
        behind = behind.Under(Colour.Hex(0xFAF4E6), Shape.Box(x, y, left - 0.012, 0.05, left + 0.142, 0.235));
        behind = behind.Under(
            Colour.Hex(0x4B6A7C).Under(Colour.Hex(0xBFD8E2), (0.23 - y) * 4),
            Shape.Box(x, y, left, 0.06, left + 0.13, 0.225));
        behind = behind.Under(Colour.Hex(0xFAF4E6), Shape.Box(x, y, left + 0.061, 0.06, left + 0.069, 0.225));
        behind = behind.Under(Colour.Hex(0xB5523B), Shape.Box(x, y, left - 0.01, 0.235, left + 0.14, 0.262));
        var leaf = Shape.Step(0.45, 0.6, Noise.Smooth(x * 80, y * 80, 12));
        return behind.Under(Colour.Hex(0x4E7F3C), leaf * Shape.Box(x, y, left - 0.01, 0.212, left + 0.14, 0.24));
    }

    private static Colour Window(Colour behind, double x, double y)
    {
        behind = behind.Under(Colour.Hex(0x2E4A3F), Shape.Box(x, y, 0.06, 0.43, 0.44, 0.8));
        var warm = Colour.Hex(0xFFD27A).Under(Colour.Hex(0xB5652E), Shape.Step(0.45, 0.8, y));
        behind = behind.Under(warm, Shape.Box(x, y, 0.08, 0.45, 0.42, 0.78));
        foreach (var lamp in (ReadOnlySpan<double>)[0.15, 0.25, 0.35])
        {
            behind = behind.Under(Colour.Hex(0x3A2A20), Shape.Line(x, y, lamp, 0.44, lamp, 0.52, 0.003));
            behind = behind.Under(Colour.Hex(0xFFF8DC), Shape.Circle(x, y, lamp, 0.535, 0.017));
            behind = behind.Under(Colour.Hex(0x5A3722), Shape.Box(x, y, lamp - 0.035, 0.7, lamp + 0.035, 0.712));
            behind = behind.Under(Colour.Hex(0x5A3722), Shape.Box(x, y, lamp - 0.004, 0.7, lamp + 0.004, 0.78));
        }

        return behind.Under(Colour.Hex(0x2E4A3F), Shape.Box(x, y, 0.246, 0.45, 0.254, 0.78));
    }

    private static Colour Door(Colour behind, double x, double y)
    {
        behind = behind.Under(Colour.Hex(0x1E352C), Shape.Box(x, y, 0.5, 0.43, 0.69, 0.9));
        behind = behind.Under(Colour.Hex(0x3F6B55), Shape.Box(x, y, 0.515, 0.445, 0.675, 0.9));
        behind = behind.Under(Colour.Hex(0xFFD27A), Shape.Box(x, y, 0.54, 0.48, 0.65, 0.64));
        behind = behind.Under(Colour.Hex(0x2E5242), Shape.Box(x, y, 0.54, 0.69, 0.65, 0.86));
        return behind.Under(Colour.Hex(0xE0B04A), Shape.Circle(x, y, 0.532, 0.67, 0.008));
    }

    private static Colour Awning(Colour behind, double x, double y)
    {
        var scallop = 0.425 + (0.018 * Math.Abs(Math.Sin(x * Math.PI / 0.05)));
        var stripe = (int)(x / 0.05) % 2 == 0 ? Colour.Hex(0xB8342F) : Colour.Hex(0xF7F0E2);
        behind = behind.Under(Colour.Hex(0x3B2F22), Shape.Box(x, y, 0.04, 0.43, 0.71, 0.475) * 0.3);
        return behind.Under(stripe * (1.25 - (y * 0.8)), Shape.Box(x, y, 0.03, 0.32, 0.72, scallop));
    }

    private static Colour Cup(Colour behind, double x, double y)
    {
        behind = behind.Under(Colour.Hex(0x26231F), Shape.Box(x, y, 0.12, 0.295, 0.64, 0.33));
        for (var bean = 0; bean < 9; bean++)
            behind = behind.Under(
                Colour.Hex(0xE8C27A), Shape.Circle(x, y, 0.16 + (bean * 0.055), 0.3125, bean % 3 == 1 ? 0.011 : 0.006));
        return behind;
    }
}
