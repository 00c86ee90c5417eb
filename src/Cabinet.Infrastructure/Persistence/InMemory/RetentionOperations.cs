using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>How long operators have said that things are kept. None is refused.</summary>
internal sealed class RetentionOperations(StoreState state)
{
    /// <summary>The order of rules: what holds for all types first, then by type and state.</summary>
    public static IComparer<(string Type, RetainedAs State)> Order { get; } =
        Comparer<(string Type, RetainedAs State)>.Create((one, other) =>
            string.CompareOrdinal(one.Type, other.Type) is not 0 and var byType ? byType : one.State.CompareTo(other.State));

    public Refusal? Set(SetRetention operation)
    {
        var key = (operation.Type?.Value ?? "", operation.State);
        if (operation.Keep is { } keep)
        {
            state.Retention.Put(
                key, new RetentionRule(operation.Type, operation.State, TimeSpan.FromMilliseconds((long)keep.TotalMilliseconds)));
        }
        else
        {
            state.Retention.Remove(key);
        }

        return null;
    }
}
