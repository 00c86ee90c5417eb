using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>What is set for a job type in a queue; it stays when the limits go, so that its number isn't given again.</summary>
/// <param name="Kind">The number of the type in this queue, from 1 on.</param>
/// <param name="Limits">What may run of it.</param>
/// <param name="Until">Until when its rate is used up, in microseconds since 1970 (UTC); null when it never was.</param>
internal sealed record TypeLimitRow(int Kind, TypeLimits Limits, long? Until)
{
    /// <summary>The order of their keys, a queue and a type: by their characters.</summary>
    public static IComparer<(string Queue, string Type)> Order => RateRow.Order;
}
