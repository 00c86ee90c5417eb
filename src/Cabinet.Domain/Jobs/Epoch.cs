namespace Cabinet.Domain.Jobs;

/// <summary>A job's fencing token: it grows at every claim and every return, and never shrinks.</summary>
/// <remarks>
/// A write that names an older epoch than the stored one is refused, so a runner that lost its lease can finish
/// computing but can't change state. See "How to do distributed locking" (Kleppmann, 2016) for the idea.
/// </remarks>
/// <param name="Value">Zero for a job that was never claimed.</param>
public readonly record struct Epoch(long Value) : IComparable<Epoch>
{
    /// <summary>The epoch of a job that was never claimed.</summary>
    public static Epoch None => default;

    /// <summary>The epoch after this one.</summary>
    public Epoch Next() => new(checked(Value + 1));

    /// <inheritdoc />
    public int CompareTo(Epoch other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether the left epoch is older.</summary>
    public static bool operator <(Epoch left, Epoch right) => left.Value < right.Value;

    /// <summary>Whether the left epoch is newer.</summary>
    public static bool operator >(Epoch left, Epoch right) => left.Value > right.Value;

    /// <summary>Whether the left epoch is older or the same.</summary>
    public static bool operator <=(Epoch left, Epoch right) => left.Value <= right.Value;

    /// <summary>Whether the left epoch is newer or the same.</summary>
    public static bool operator >=(Epoch left, Epoch right) => left.Value >= right.Value;
}
