using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;

namespace Cabinet.Host.Demo.Running;

/// <summary>A job of a task was settled.</summary>
/// <param name="Job">The job.</param>
/// <param name="Attempt">Which attempt it was.</param>
/// <param name="Place">Its task, stage and item.</param>
/// <param name="Settlement">What was committed.</param>
internal sealed record JobNews(JobId Job, int Attempt, TaskReference Place, Settlement Settlement);
