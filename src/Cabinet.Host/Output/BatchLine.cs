using Cabinet.Application.Persistence.Records;

namespace Cabinet.Host.Output;

/// <summary>A batch of jobs as commands print it.</summary>
internal sealed record BatchLine(
    string Id,
    string? Name,
    string Status,
    long Total,
    long Pending,
    long Succeeded,
    long Cancelled,
    long Discarded,
    long Dead,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? CancelledAt,
    DateTimeOffset? FailedAt,
    DateTimeOffset? EndedAt)
{
    /// <summary>Shows a batch.</summary>
    public static BatchLine From(BatchRecord batch)
    {
        var counts = batch.Progress.Counts;
        return new BatchLine(
            batch.Id.ToString(),
            batch.Name,
            Names.Of(batch.Status),
            counts.Total,
            counts.Pending,
            counts.Succeeded,
            counts.Cancelled,
            counts.Discarded,
            counts.Dead,
            batch.CreatedAt,
            batch.Progress.ClosedAt,
            batch.Progress.CancelledAt,
            batch.Progress.FailedAt,
            batch.Progress.EndedAt);
    }
}
