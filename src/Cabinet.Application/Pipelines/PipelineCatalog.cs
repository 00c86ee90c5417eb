using Cabinet.Application.Persistence.Records;
using System.Collections.Frozen;
using Cabinet.Application.Queue;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;

namespace Cabinet.Application.Pipelines;

/// <summary>The pipelines that this process knows. Immutable.</summary>
public sealed class PipelineCatalog
{
    private readonly FrozenDictionary<PipelineName, PipelineDefinition> byName;

    /// <summary>Makes a catalog.</summary>
    /// <param name="pipelines">The pipelines.</param>
    /// <param name="jobs">The job types that their stages must name.</param>
    /// <exception cref="ArgumentException">A name is used twice, or a stage names a job type that isn't declared.</exception>
    public PipelineCatalog(IEnumerable<PipelineDefinition> pipelines, JobCatalog jobs)
    {
        var all = pipelines.ToArray();
        foreach (var twice in all.GroupBy(pipeline => pipeline.Name).Where(group => group.Count() > 1))
        {
            throw new ArgumentException($"Pipeline '{twice.Key}' is declared {twice.Count()} times. Declare it once.");
        }

        if (all.Any(pipeline => pipeline.Name == BatchReference.Pipeline))
        {
            throw new ArgumentException($"The name '{BatchReference.Pipeline}' is reserved. Choose another one.");
        }

        foreach (var pipeline in all)
        {
            foreach (var stage in pipeline.Stages.Where(stage => jobs.Find(stage.Job) is null))
            {
                throw new ArgumentException(
                    $"Stage '{stage.Name}' of pipeline '{pipeline.Name}' runs '{stage.Job}', but no such job type is "
                    + "declared. Declare it with AddJob.");
            }
        }

        byName = all.ToFrozenDictionary(pipeline => pipeline.Name);
    }

    /// <summary>All pipelines.</summary>
    public IEnumerable<PipelineDefinition> Pipelines => byName.Values;

    /// <summary>The pipeline of that name, or null.</summary>
    public PipelineDefinition? Find(PipelineName name) => byName.GetValueOrDefault(name);
}
