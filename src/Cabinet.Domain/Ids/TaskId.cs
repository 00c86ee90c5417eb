namespace Cabinet.Domain.Ids;

/// <summary>Names one task: one accepted command, an instance of a pipeline.</summary>
/// <param name="Value">A UUID, version 7 (RFC 9562) where Cabinet made it, so that ids sort by creation time.</param>
public readonly record struct TaskId(Guid Value) : IComparable<TaskId>
{
    /// <summary>Reads an id in any of the usual textual forms of a UUID.</summary>
    /// <returns>False when the text is not a UUID.</returns>
    public static bool TryParse(string? text, out TaskId id)
    {
        var parsed = Guid.TryParse(text, out var value);
        id = new TaskId(value);
        return parsed;
    }

    /// <inheritdoc />
    public int CompareTo(TaskId other) => Value.CompareTo(other.Value);

    /// <summary>The id as 36 lower-case characters with hyphens.</summary>
    public override string ToString() => Value.ToString("D");

    /// <summary>Whether the left id sorts before the right one.</summary>
    public static bool operator <(TaskId left, TaskId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id sorts after the right one.</summary>
    public static bool operator >(TaskId left, TaskId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id sorts before the right one or equals it.</summary>
    public static bool operator <=(TaskId left, TaskId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id sorts after the right one or equals it.</summary>
    public static bool operator >=(TaskId left, TaskId right) => left.CompareTo(right) >= 0;
}
