using System.Collections.Frozen;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>The types of jobs that this process knows. Immutable.</summary>
public sealed class JobCatalog
{
    private readonly FrozenDictionary<JobType, JobDefinition> byType;
    private readonly FrozenDictionary<Type, JobDefinition> byPayload;

    /// <summary>Makes a catalog.</summary>
    /// <exception cref="ArgumentException">A job type or a payload type is declared twice.</exception>
    public JobCatalog(IEnumerable<JobDefinition> definitions)
    {
        var all = definitions.ToArray();
        foreach (var twice in all.GroupBy(definition => definition.Type).Where(group => group.Count() > 1))
        {
            throw new ArgumentException($"Job type '{twice.Key}' is declared {twice.Count()} times. Declare it once.");
        }

        foreach (var twice in all.GroupBy(definition => definition.PayloadType).Where(group => group.Count() > 1))
        {
            throw new ArgumentException(
                $"Payload type {twice.Key.Name} stands for several job types "
                + $"({string.Join(", ", twice.Select(definition => definition.Type))}). Give each a type of its own.");
        }

        byType = all.ToFrozenDictionary(definition => definition.Type);
        byPayload = all.ToFrozenDictionary(definition => definition.PayloadType);
    }

    /// <summary>All definitions.</summary>
    public IEnumerable<JobDefinition> Definitions => byType.Values;

    /// <summary>The definition of that job type, or null.</summary>
    public JobDefinition? Find(JobType type) => byType.GetValueOrDefault(type);

    /// <summary>The definition for that payload type, or null.</summary>
    public JobDefinition? FindByPayload(Type payload) => byPayload.GetValueOrDefault(payload);
}
