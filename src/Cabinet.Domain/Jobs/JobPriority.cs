namespace Cabinet.Domain.Jobs;

/// <summary>Which of two available jobs of a queue is claimed first: the one with the smaller number.</summary>
public readonly record struct JobPriority
{
    /// <summary>The largest number, served last.</summary>
    public const int Last = 9;

    // Stored as the distance from the default so that the default value of the struct is the default priority.
    private readonly sbyte offset;

    /// <summary>Makes a priority.</summary>
    /// <param name="value">0 (served first) to 9 (served last); the default is 5.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 0 to 9.</exception>
    public JobPriority(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Last);
        offset = (sbyte)(value - 5);
    }

    /// <summary>The priority of a job that names none: 5.</summary>
    public static JobPriority Default => default;

    /// <summary>0 (served first) to 9 (served last).</summary>
    public int Value => offset + 5;

    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
