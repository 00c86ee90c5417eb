namespace Cabinet.Domain.Ids;

/// <summary>Names one job, in the hot table, in the history and in the dead-letter queue alike.</summary>
/// <param name="Value">A UUID, version 7 (RFC 9562) where Cabinet made it, so that ids sort by creation time.</param>
public readonly record struct JobId(Guid Value) : IComparable<JobId>
{
    /// <summary>Reads an id in any of the usual textual forms of a UUID.</summary>
    /// <returns>False when the text is not a UUID.</returns>
    public static bool TryParse(string? text, out JobId id)
    {
        var parsed = Guid.TryParse(text, out var value);
        id = new JobId(value);
        return parsed;
    }

    /// <inheritdoc />
    public int CompareTo(JobId other) => Value.CompareTo(other.Value);

    /// <summary>The id as 36 lower-case characters with hyphens.</summary>
    public override string ToString() => Value.ToString("D");

    /// <summary>Whether the left id sorts before the right one.</summary>
    public static bool operator <(JobId left, JobId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id sorts after the right one.</summary>
    public static bool operator >(JobId left, JobId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id sorts before the right one or equals it.</summary>
    public static bool operator <=(JobId left, JobId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id sorts after the right one or equals it.</summary>
    public static bool operator >=(JobId left, JobId right) => left.CompareTo(right) >= 0;
}
