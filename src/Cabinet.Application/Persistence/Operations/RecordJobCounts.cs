using Cabinet.Application.Persistence.Readers;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Puts a full count of the jobs in the place of the one before; see <see cref="QueueStatus"/>.</summary>
/// <remarks>Nothing is refused.</remarks>
/// <param name="CountedAt">When it was begun (UTC).</param>
/// <param name="Counts">What was counted, as <see cref="IJobReader.CountAsync"/> returns it.</param>
public sealed record RecordJobCounts(DateTimeOffset CountedAt, IReadOnlyList<JobCount> Counts) : WriteOperation
{
    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
