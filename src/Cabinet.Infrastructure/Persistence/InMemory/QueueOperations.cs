using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on queues. None is refused.</summary>
internal sealed class QueueOperations(StoreState state)
{
    public Refusal? Pause(PauseQueue operation) => Put(
        Own(operation.Queue) with { IsPaused = operation.IsPaused });

    public Refusal? Limit(LimitQueue operation) => Put(Own(operation.Queue) with { Limits = operation.Limits });

    public Refusal? Limit(LimitJobType operation)
    {
        var key = (operation.Queue.Value, operation.Type.Value);
        var row = state.TypeLimits.Find(key) ?? new TypeLimitRow(
            1 + state.TypeLimits.Pairs.Count(pair => pair.Key.Queue == operation.Queue.Value), TypeLimits.None, Until: null);
        state.TypeLimits.Put(key, row with { Limits = operation.Limits });
        return null;
    }

    public void Prune(PruneRates operation, CommitScope scope)
    {
        var before = UnixMicroseconds.Of(operation.UsedUpBefore);
        var over = state.Rates.Pairs.Where(rate => rate.Value.Until < before).Take(operation.Limit).ToList();
        over.ForEach(rate => state.Rates.Remove(rate.Key));
        scope.Affected += over.Count;
    }

    /// <summary>What is set for a queue.</summary>
    public static QueueSettings Find(StoreState state, QueueName queue)
    {
        var settings = state.Queues.Find(queue.Value) ?? new QueueSettings(queue, IsPaused: false, QueueLimits.None);
        return TypesOf(state, queue).ToList() is { Count: > 0 } types
            ? settings with
            {
                Types = [.. types.Select(pair => new JobTypeSettings(new JobType(pair.Key.Type), pair.Value.Limits))],
            }
            : settings;
    }

    /// <summary>What is set for every queue for which something is.</summary>
    public static IReadOnlyList<QueueSettings> List(StoreState state) =>
    [
        .. state.Queues.Rows.Select(settings => settings.Queue.Value)
            .Union(state.TypeLimits.Pairs.Where(IsSet).Select(pair => pair.Key.Queue))
            .Order(StringComparer.Ordinal)
            .Select(queue => Find(state, new QueueName(queue))),
    ];

    /// <summary>The types with limits in a queue, by name.</summary>
    public static IEnumerable<KeyValuePair<(string Queue, string Type), TypeLimitRow>> TypesOf(
        StoreState state, QueueName queue) =>
        state.TypeLimits.Pairs.Where(pair => pair.Key.Queue == queue.Value && IsSet(pair));

    private static bool IsSet(KeyValuePair<(string Queue, string Type), TypeLimitRow> pair) =>
        pair.Value.Limits != TypeLimits.None;

    private QueueSettings Own(QueueName queue) => Find(state, queue) with { Types = [] };

    private Refusal? Put(QueueSettings settings)
    {
        if (settings.IsPaused || settings.Limits != QueueLimits.None)
        {
            state.Queues.Put(settings.Queue.Value, settings);
        }
        else
        {
            state.Queues.Remove(settings.Queue.Value);
        }

        return null;
    }
}
