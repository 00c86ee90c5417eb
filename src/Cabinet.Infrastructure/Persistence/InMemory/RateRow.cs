namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Until when a rate is used up, in microseconds since 1970 (UTC).</summary>
internal sealed record RateRow(long Until)
{
    /// <summary>The order of their keys, a queue and a partition: by their characters.</summary>
    public static IComparer<(string Queue, string Partition)> Order { get; } =
        Comparer<(string Queue, string Partition)>.Create(static (left, right) =>
        {
            var order = string.CompareOrdinal(left.Queue, right.Queue);
            return order != 0 ? order : string.CompareOrdinal(left.Partition, right.Partition);
        });
}
