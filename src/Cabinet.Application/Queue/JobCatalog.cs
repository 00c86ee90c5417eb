using System.Collections.Frozen;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>The types of jobs that this process knows, and what runs around them. Immutable.</summary>
public sealed class JobCatalog
{
    private readonly FrozenDictionary<JobType, JobDefinition> byType;
    private readonly FrozenDictionary<Type, JobDefinition> byPayload;
    private readonly FrozenDictionary<JobType, JobMiddleware[]> around;

    /// <summary>Makes a catalog.</summary>
    /// <param name="definitions">The types of jobs.</param>
    /// <param name="middleware">What runs around them, the outermost first; null for nothing.</param>
    /// <exception cref="ArgumentException">
    /// A job type or a payload type is declared twice, or a middleware is for a type that isn't declared.
    /// </exception>
    public JobCatalog(IEnumerable<JobDefinition> definitions, IEnumerable<JobMiddleware>? middleware = null)
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
        var declared = (middleware ?? []).ToArray();
        if (declared.FirstOrDefault(each => each.Only is { } only && !byType.ContainsKey(only)) is { } stray)
        {
            throw new ArgumentException(
                $"Middleware {stray.Service.Name} is for jobs of type '{stray.Only}', which isn't declared. Declare it "
                + $"with AddJob; these are: {string.Join(", ", byType.Keys.Order())}.");
        }

        around = byType.Keys.ToFrozenDictionary(
            static type => type,
            type => declared.Where(each => each.Only is null || each.Only == type).ToArray());
    }

    /// <summary>All definitions.</summary>
    public IEnumerable<JobDefinition> Definitions => byType.Values;

    /// <summary>The definition of that job type, or null.</summary>
    public JobDefinition? Find(JobType type) => byType.GetValueOrDefault(type);

    /// <summary>What runs around jobs of that type, the outermost first.</summary>
    public IReadOnlyList<JobMiddleware> FindMiddleware(JobType type) => around.GetValueOrDefault(type, []);

    /// <summary>The definition for that payload type, or null.</summary>
    public JobDefinition? FindByPayload(Type payload) => byPayload.GetValueOrDefault(payload);
}
