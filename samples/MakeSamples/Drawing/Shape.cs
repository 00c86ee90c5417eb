namespace Cabinet.Samples.MakeSamples.Drawing;

/// <summary>How much of a point a shape covers, 0 to 1. Lengths are fractions of the picture's height.</summary>
internal static class Shape
{
    // About one pixel of these pictures: what an edge fades over.
    private const double Edge = 0.0016;

    /// <summary>1 where the signed distance is negative, so inside; 0 outside.</summary>
    public static double Inside(double distance, double softness = Edge) =>
        1 - Step(-softness, softness, distance);

    public static double Circle(double x, double y, double centreX, double centreY, double radius) =>
        Inside(Length(x - centreX, y - centreY) - radius);

    public static double Ring(double x, double y, double centreX, double centreY, double radius, double width) =>
        Inside(Math.Abs(Length(x - centreX, y - centreY) - radius) - (width / 2));

    public static double Box(double x, double y, double left, double top, double right, double bottom) =>
        Inside(Math.Max(Math.Max(left - x, x - right), Math.Max(top - y, y - bottom)));

    /// <summary>A stroke with round ends.</summary>
    public static double Line(double x, double y, double x1, double y1, double x2, double y2, double width)
    {
        var (dx, dy) = (x2 - x1, y2 - y1);
        var along = Math.Clamp((((x - x1) * dx) + ((y - y1) * dy)) / ((dx * dx) + (dy * dy)), 0, 1);
        return Inside(Length(x - x1 - (dx * along), y - y1 - (dy * along)) - (width / 2));
    }

    /// <summary>A triangle that stands on a base line.</summary>
    public static double Tent(double x, double y, double middle, double top, double bottom, double halfWidth)
    {
        var reach = halfWidth * (y - top) / (bottom - top);
        return Inside(Math.Max(Math.Abs(x - middle) - reach, Math.Max(top - y, y - bottom)));
    }

    /// <summary>What lies below a height, for horizons and ridges.</summary>
    public static double Below(double y, double height, double softness = Edge) => Inside(height - y, softness);

    /// <summary>0 below the first bound, 1 above the second, smooth between.</summary>
    public static double Step(double from, double to, double value)
    {
        var t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }

    /// <summary>A bell around zero: 1 there, and about a third one width away.</summary>
    public static double Glow(double distance, double width) => Math.Exp(-distance * distance / (width * width));

    public static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
