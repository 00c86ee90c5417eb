using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>What is set for a queue.</summary>
/// <param name="IsPaused">Whether nothing of it is claimed.</param>
/// <param name="Limits">The queue's limits.</param>
/// <param name="Types">The limits of types in it, by the types' numbers.</param>
internal sealed record StoredSettings(bool IsPaused, QueueLimits Limits, IReadOnlyDictionary<int, TypeLimits> Types)
{
    /// <summary>Nothing is set.</summary>
    public static StoredSettings None { get; } = new(false, QueueLimits.None, new Dictionary<int, TypeLimits>());

    /// <summary>Whether the end of a job may let others run.</summary>
    public bool IsLimited => Limits != QueueLimits.None || Types.Count > 0;
}
