using System.Globalization;

namespace Cabinet.Domain.Security;

/// <summary>The number of one version of a key; the first version is 1, and each rotation adds one.</summary>
public readonly record struct KeyVersion : IComparable<KeyVersion>
{
    /// <summary>Makes a version from its number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public KeyVersion(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        Value = value;
    }

    /// <summary>The number, at least 1 (0 only in a value that was never set).</summary>
    public int Value { get; }

    /// <summary>The first version of a key.</summary>
    public static KeyVersion First => new(1);

    /// <inheritdoc />
    public int CompareTo(KeyVersion other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the left version is older.</summary>
    public static bool operator <(KeyVersion left, KeyVersion right) => left.Value < right.Value;

    /// <summary>Whether the left version is newer.</summary>
    public static bool operator >(KeyVersion left, KeyVersion right) => left.Value > right.Value;

    /// <summary>Whether the left version is older or the same.</summary>
    public static bool operator <=(KeyVersion left, KeyVersion right) => left.Value <= right.Value;

    /// <summary>Whether the left version is newer or the same.</summary>
    public static bool operator >=(KeyVersion left, KeyVersion right) => left.Value >= right.Value;
}
