namespace Cabinet.Application.Persistence;

/// <summary>
/// Bounds that hold for every driver alike, so they are checked where the value is made (guarantee 13).
/// </summary>
internal static class Bounds
{
    /// <summary>Returns the value, or says what is allowed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 or above the maximum.</exception>
    public static int Require(int value, int maximum, string what) => value >= 1 && value <= maximum
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{what} is 1 to {maximum}.");
}
