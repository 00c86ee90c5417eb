using Cabinet.Application.Persistence.Readers;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Persistence.Records;

/// <summary>What retention needs to know of a history record.</summary>
/// <param name="Id">The job.</param>
/// <param name="Type">What it was.</param>
/// <param name="End">How it ended.</param>
/// <param name="Position">When it ended, and where to go on behind it.</param>
public sealed record HistoryEntry(JobId Id, JobType Type, JobEnd End, HistoryPosition Position);
