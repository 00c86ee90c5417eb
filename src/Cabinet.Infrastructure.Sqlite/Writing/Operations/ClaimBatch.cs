using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>What one claim has taken so far, and what the limits leave to it.</summary>
internal sealed class ClaimBatch(ClaimRequest request, int queue, QueueLimits limits)
{
    private const long MaximumPayloadBytes = 16L * 1024 * 1024;

    private readonly Dictionary<string, int> running = new(StringComparer.Ordinal);
    private int allRunning;

    public ClaimRequest Request { get; } = request;

    // Times are kept to the millisecond; what a claim says is what a later read says.
    public DateTimeOffset ClaimedAt { get; } =
        DateTimeOffset.FromUnixTimeMilliseconds(request.Now.ToUnixTimeMilliseconds());

    public List<ClaimedJob> Jobs { get; } = [];

    public OpenLease? Lease { get; set; }

    public long PayloadBytes { get; private set; }

    /// <summary>Whether the end of its jobs may let others run.</summary>
    public bool IsLimited { get; } = limits != QueueLimits.None;

    /// <summary>How many more jobs it may take.</summary>
    public int Left => Math.Min(
        Request.Limit - Jobs.Count, limits.MaximumRunning is { } most ? most - allRunning : int.MaxValue);

    public bool IsFull => Left <= 0 || PayloadBytes >= MaximumPayloadBytes;

    /// <summary>Counts what runs already, if a limit asks for it.</summary>
    public void Count(IEnumerable<LeasedJob> leased)
    {
        if (IsLimited)
        {
            foreach (var job in leased)
            {
                if (job.Key.Queue == queue && !job.IsReleased)
                {
                    Count(job.Partition);
                }
            }
        }
    }

    /// <summary>How many more jobs of a partition may run.</summary>
    public int Free(string? partition) =>
        partition is { Length: > 0 } && limits.MaximumRunningPerPartition is { } most
            ? most - running.GetValueOrDefault(partition)
            : int.MaxValue;

    /// <summary>One more is taken.</summary>
    public void Add(ClaimedJob job)
    {
        Jobs.Add(job);
        PayloadBytes += job.Payload.Length;
        Count(job.Partition?.Value);
    }

    private void Count(string? partition)
    {
        allRunning++;
        if (partition is not null)
        {
            running[partition] = running.GetValueOrDefault(partition) + 1;
        }
    }
}
