using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Queue;

/// <summary>Passes a job's progress on, at most once a second, so that a chatty handler can't flood the store.</summary>
internal sealed class JobProgress(IStore store, JobLease lease, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private long? lastReport;

    public async ValueTask ReportAsync(int percent, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        if (lastReport is { } last && time.GetElapsedTime(last) < Interval)
        {
            return;
        }

        lastReport = time.GetTimestamp();
        var result = await store.CommitAsync(new WriteSet(new ReportProgress(lease, percent)), cancellationToken);
        if (result is CommitResult.Refused { Reason: Refusal.StaleEpoch })
        {
            throw new LeaseLostException(lease);
        }
    }
}
