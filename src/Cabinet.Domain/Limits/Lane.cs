namespace Cabinet.Domain.Limits;

/// <summary>
/// What takes turns within a queue: the jobs of one partition, or of one limited type in it. Lanes have an order, in
/// which turns go round.
/// </summary>
/// <param name="Partition">The partition's key; empty for jobs that have none.</param>
/// <param name="Kind">The store's number of the job type when that type is limited, otherwise 0.</param>
public readonly record struct Lane(string Partition, int Kind)
{
    /// <summary>Everything that has neither a partition nor a limited type; the first in the order.</summary>
    public static Lane Plain { get; } = new("", 0);

    /// <summary>The order in which turns go round: by the partition's characters, then by the kind.</summary>
    public static IComparer<Lane> Order { get; } = Comparer<Lane>.Create(static (left, right) =>
    {
        var order = string.CompareOrdinal(left.Partition, right.Partition);
        return order != 0 ? order : left.Kind.CompareTo(right.Kind);
    });
}
