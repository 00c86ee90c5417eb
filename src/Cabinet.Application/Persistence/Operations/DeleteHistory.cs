using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Deletes these history records. One that isn't there any more is passed over.</summary>
/// <remarks>
/// A record goes by its job and the time of its end: an id that was used again keeps its other records.
/// <see cref="CommitResult.Committed.Affected"/> counts what was deleted.
/// </remarks>
/// <param name="Records">1 to <see cref="PruneHistory.MaximumLimit"/> records; anything else throws.</param>
public sealed record DeleteHistory(IReadOnlyList<HistoryEntry> Records) : WriteOperation
{
    /// <summary>1 to <see cref="PruneHistory.MaximumLimit"/> records.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are none, or too many.</exception>
    public IReadOnlyList<HistoryEntry> Records { get; init => field = Require(value); } = Require(Records);

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;

    private static IReadOnlyList<HistoryEntry> Require(IReadOnlyList<HistoryEntry> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        Bounds.Require(records.Count, PruneHistory.MaximumLimit, "The number of history records to delete");
        return records;
    }
}
