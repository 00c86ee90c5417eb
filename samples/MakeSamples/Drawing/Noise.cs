namespace Cabinet.Samples.MakeSamples.Drawing;

/// <summary>Repeatable irregularity: the same place gives the same value in every run.</summary>
internal static class Noise
{
    /// <summary>A value from 0 to 1 for a whole-numbered place.</summary>
    public static double At(int x, int y, int seed = 0)
    {
        unchecked
        {
            var mix = ((uint)x * 0x9E37_79B1u) ^ ((uint)y * 0x85EB_CA77u) ^ ((uint)seed * 0xC2B2_AE3Du);
            mix = (mix ^ (mix >> 15)) * 0x2C1B_3C6Du;
            mix = (mix ^ (mix >> 12)) * 0x297A_2D39u;
            return (mix ^ (mix >> 15)) / (double)uint.MaxValue;
        }
    }

    /// <summary>Smooth noise from 0 to 1 with features about one unit apart.</summary>
    public static double Smooth(double x, double y, int seed = 0)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (across, down) = (Shape.Step(0, 1, x - left), Shape.Step(0, 1, y - top));
        var upper = Mix(At(left, top, seed), At(left + 1, top, seed), across);
        var lower = Mix(At(left, top + 1, seed), At(left + 1, top + 1, seed), across);
        return Mix(upper, lower, down);
    }

    /// <summary>Noise in five octaves, 0 to 1: clouds, rock, ridges.</summary>
    public static double Rough(double x, double y, int seed = 0)
    {
        var (sum, weight) = (0.0, 0.5);
        for (var octave = 0; octave < 5; octave++)
        {
            sum += Smooth(x, y, seed + octave) * weight;
            (x, y, weight) = ((x * 2.03) + 7.1, (y * 2.03) + 3.7, weight / 2);
        }

        return sum / 0.96875;
    }

    private static double Mix(double from, double to, double amount) => from + ((to - from) * amount);
}
