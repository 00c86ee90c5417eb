namespace Cabinet.Samples.MakeSamples.Drawing;

/// <summary>A picture as a function of place.</summary>
internal interface IScene
{
    /// <summary>Width divided by height.</summary>
    double Aspect { get; }

    /// <summary>The colour at a place: <paramref name="x"/> from 0 to <see cref="Aspect"/>, <paramref name="y"/> from 0
    /// at the top to 1 at the bottom.</summary>
    Colour At(double x, double y);
}
