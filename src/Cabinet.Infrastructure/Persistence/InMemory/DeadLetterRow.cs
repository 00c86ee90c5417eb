using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>A job in the dead-letter queue: the row as it left the hot table, and why.</summary>
internal sealed record DeadLetterRow(JobRow Row, DeadLetterReason Reason, JobErrorRecord Error, string? Cause)
{
    /// <summary>What queries show of it.</summary>
    public DeadLetterRecord ToRecord() => new()
    {
        Id = Row.Job.Id,
        Type = Row.Job.Type,
        Queue = Row.Job.Queue,
        Reason = Reason,
        Attempts = Row.Attempt,
        CreatedAt = Row.Job.CreatedAt,
        DeadAt = Error.At,
        Error = Error,
        Cause = Cause,
        Partition = Row.Job.Partition,
        Task = Row.Job.Task,
    };
}
