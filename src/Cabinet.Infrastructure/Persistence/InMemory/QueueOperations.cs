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
        Find(state, operation.Queue) with { IsPaused = operation.IsPaused });

    public Refusal? Limit(LimitQueue operation) => Put(Find(state, operation.Queue) with { Limits = operation.Limits });

    public void Prune(PruneRates operation, CommitScope scope)
    {
        var before = UnixMicroseconds.Of(operation.UsedUpBefore);
        var over = state.Rates.Pairs.Where(rate => rate.Value.Until < before).Take(operation.Limit).ToList();
        over.ForEach(rate => state.Rates.Remove(rate.Key));
        scope.Affected += over.Count;
    }

    /// <summary>What is set for a queue.</summary>
    public static QueueSettings Find(StoreState state, QueueName queue) =>
        state.Queues.Find(queue.Value) ?? new QueueSettings(queue, IsPaused: false, QueueLimits.None);

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
