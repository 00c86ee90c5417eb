using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>The job types of one queue that have limits, during a claim.</summary>
internal sealed class QueueTypes
{
    private readonly StoreState state;
    private readonly QueueName queue;
    private readonly Dictionary<string, int> kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<int, JobType> types = [];
    private readonly Dictionary<int, TypeLimits> limits = [];

    public QueueTypes(StoreState state, QueueName queue)
    {
        this.state = state;
        this.queue = queue;
        foreach (var (key, row) in QueueOperations.TypesOf(state, queue))
        {
            kinds.Add(key.Type, row.Kind);
            types.Add(row.Kind, new JobType(key.Type));
            limits.Add(row.Kind, row.Limits);
        }
    }

    /// <summary>The limits by the types' numbers.</summary>
    public IReadOnlyDictionary<int, TypeLimits> Limits => limits;

    /// <summary>The number of a type if it has limits, otherwise 0.</summary>
    public int KindOf(JobType type) => kinds.GetValueOrDefault(type.Value);

    /// <summary>The type of this number.</summary>
    public JobType TypeOf(int kind) => types[kind];

    /// <summary>Until when the rate of a type is used up.</summary>
    public long? UntilOf(int kind) => Row(kind).Until;

    /// <summary>Keeps until when the rate of a type is used up.</summary>
    public void Keep(int kind, long until) =>
        state.TypeLimits.Put((queue.Value, types[kind].Value), Row(kind) with { Until = until });

    private TypeLimitRow Row(int kind) => state.TypeLimits.Find((queue.Value, types[kind].Value))!;
}
