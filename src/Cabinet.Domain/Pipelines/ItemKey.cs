using System.Globalization;

namespace Cabinet.Domain.Pipelines;

/// <summary>Names one job among those of its stage: the path of output numbers that led to it.</summary>
/// <remarks>
/// The text is zero-padded ("00000/00002"), so that ordinal order is the order of the outputs whatever order the
/// jobs finished in. Depth is bounded by the number of stages.
/// </remarks>
public readonly record struct ItemKey : IComparable<ItemKey>
{
    /// <summary>The most outputs that one job may have.</summary>
    public const int MaximumOutputs = 10_000;

    private readonly string? path;

    private ItemKey(string path) => this.path = path;

    /// <summary>The key of a job that stands for the whole task: first stages and joins.</summary>
    public static ItemKey Root => default;

    /// <summary>The key as text; empty for the root.</summary>
    public string Path => path ?? string.Empty;

    /// <summary>Reads back what <see cref="Path"/> gave.</summary>
    public static ItemKey FromPath(string path) => path.Length == 0 ? default : new ItemKey(path);

    /// <summary>The key of the n-th output of this item's job.</summary>
    public ItemKey Output(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, MaximumOutputs);
        var digits = number.ToString("D5", CultureInfo.InvariantCulture);
        return new ItemKey(path is null ? digits : $"{path}/{digits}");
    }

    /// <inheritdoc />
    public int CompareTo(ItemKey other) => string.CompareOrdinal(Path, other.Path);

    /// <inheritdoc />
    public override string ToString() => Path;

    /// <summary>Whether the left key sorts before the right one.</summary>
    public static bool operator <(ItemKey left, ItemKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left key sorts after the right one.</summary>
    public static bool operator >(ItemKey left, ItemKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left key sorts before the right one or equals it.</summary>
    public static bool operator <=(ItemKey left, ItemKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left key sorts after the right one or equals it.</summary>
    public static bool operator >=(ItemKey left, ItemKey right) => left.CompareTo(right) >= 0;
}
