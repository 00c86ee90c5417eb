namespace Cabinet.Domain.Limits;

/// <summary>
/// What takes turns within a queue: the jobs of one partition, or those of one type in it that waited for their type's limit. Lanes have an order, in
/// which turns go round.
/// </summary>
/// <param name="Partition">The partition's key; empty for jobs that have none.</param>
/// <param name="Kind">The store's number of the job type if its jobs waited for the type's limit, otherwise 0.</param>
public readonly record struct Lane(string Partition, int Kind)
{
    /// <summary>Everything that has neither a partition nor a limited type; the first in the order.</summary>
    public static Lane Plain { get; } = new("", 0);

    /// <summary>
    /// The order in which turns go round: by the kind, then by the partition's characters. So everything of a type that is
    /// at its limit lies together, and is passed over at once.
    /// </summary>
    public static IComparer<Lane> Order { get; } = Comparer<Lane>.Create(static (left, right) =>
    {
        var order = left.Kind.CompareTo(right.Kind);
        return order != 0 ? order : string.CompareOrdinal(left.Partition, right.Partition);
    });
}
