namespace Cabinet.Samples.MakeSamples.Drawing;

/// <summary>A colour as sRGB values from 0 to 1, mixed as they are, which is good enough here.</summary>
internal readonly record struct Colour(double Red, double Green, double Blue)
{
    public static Colour Hex(int rgb) =>
        new(((rgb >> 16) & 255) / 255.0, ((rgb >> 8) & 255) / 255.0, (rgb & 255) / 255.0);

    /// <summary>This colour with another painted over it; 0 leaves it, 1 covers it.</summary>
    public Colour Under(Colour paint, double cover)
    {
        var amount = Math.Clamp(cover, 0, 1);
        return (this * (1 - amount)) + (paint * amount);
    }

    public static Colour operator +(Colour one, Colour other) =>
        new(one.Red + other.Red, one.Green + other.Green, one.Blue + other.Blue);

    public static Colour operator *(Colour colour, double factor) =>
        new(colour.Red * factor, colour.Green * factor, colour.Blue * factor);
}
