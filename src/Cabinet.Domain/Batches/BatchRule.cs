using System.Buffers.Binary;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Domain.Batches;

/// <summary>When a batch fails and ends: pure functions, which every store follows.</summary>
/// <remarks>
/// A batch ends when it is closed and each member has succeeded, was cancelled or was discarded. A member in the
/// dead-letter queue holds it open. Both its end and its failure happen once and for good, so each callback is released
/// at most once.
/// </remarks>
public static class BatchRule
{
    /// <summary>
    /// A callback is a scheduled job with this due time until its batch releases it. No clock gets there.
    /// </summary>
    public static readonly DateTimeOffset HeldUntil = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Applies what a commit adds.</summary>
    /// <param name="before">How far the batch was.</param>
    /// <param name="delta">What is added; the caller has asked <see cref="BatchProgress.Takes"/> before it adds members.</param>
    /// <param name="now">The time of the change (UTC).</param>
    public static BatchStep Apply(BatchProgress before, BatchDelta delta, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(before);
        if (before.EndedAt is not null)
        {
            return new BatchStep(before, false, false);
        }

        var counts = new BatchCounts(
            before.Counts.Total + delta.Added,
            before.Counts.Succeeded + delta.Succeeded,
            before.Counts.Cancelled + delta.Cancelled,
            before.Counts.Discarded + delta.Discarded,
            before.Counts.Dead + delta.DeadLettered - delta.Redriven - delta.Discarded);
        var fails = before.FailedAt is null && delta.DeadLettered > 0;
        var closedAt = before.ClosedAt ?? (delta.Closes || delta.Cancels ? now : null);
        var ends = closedAt is not null && counts.Finished == counts.Total;
        var progress = before with
        {
            Counts = counts,
            ClosedAt = closedAt,
            CancelledAt = before.CancelledAt ?? (delta.Cancels ? now : null),
            FailedAt = fails ? now : before.FailedAt,
            EndedAt = ends ? now : null,
        };
        return new BatchStep(progress, fails, ends);
    }

    /// <summary>The id of a callback, derived from the batch: making it twice makes the same job.</summary>
    public static JobId CallbackId(BatchId batch, BatchRole role)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)role, (int)BatchRole.Member);
        const ulong Variant = 0x8000_0000_0000_0000;
        Span<byte> bytes = stackalloc byte[16];
        batch.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        var bits = JobIdSeed.From(new JobId(batch.Value)).Bits((int)role);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (bits >> 2) | Variant);
        return new JobId(new Guid(bytes, bigEndian: true));
    }
}
