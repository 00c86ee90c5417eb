namespace Cabinet.Domain.Ids;

/// <summary>The id of a batch of jobs.</summary>
/// <param name="Value">A UUID, version 7 where Cabinet made it.</param>
public readonly record struct BatchId(Guid Value) : IComparable<BatchId>
{
    /// <summary>Reads an id; false when the text isn't one.</summary>
    public static bool TryParse(string? text, out BatchId id)
    {
        var parsed = Guid.TryParse(text, out var value);
        id = new BatchId(value);
        return parsed;
    }

    /// <inheritdoc />
    public int CompareTo(BatchId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");

    /// <summary>Whether the left id comes first.</summary>
    public static bool operator <(BatchId left, BatchId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id comes last.</summary>
    public static bool operator >(BatchId left, BatchId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id comes first or is the same.</summary>
    public static bool operator <=(BatchId left, BatchId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id comes last or is the same.</summary>
    public static bool operator >=(BatchId left, BatchId right) => left.CompareTo(right) >= 0;
}
