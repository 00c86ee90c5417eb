using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Takes its unique key from a live job, so that another may hold it; the job itself goes on.</summary>
/// <remarks>Refused with <see cref="Refusal.JobNotFound"/> when no live job of this id holds a unique key.</remarks>
/// <param name="Job">Which.</param>
public sealed record ReleaseUniqueKey(JobId Job) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
