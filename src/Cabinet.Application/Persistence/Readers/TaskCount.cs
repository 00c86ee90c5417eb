using Cabinet.Domain.Names;
using Cabinet.Domain.Tasks;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>How many tasks of a pipeline have a status.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Status">The status.</param>
/// <param name="Count">How many.</param>
public sealed record TaskCount(PipelineName Pipeline, TaskState Status, long Count);
