using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>What one claim has taken so far, and what the limits leave to it.</summary>
internal sealed class ClaimBatch(ClaimRequest request, QueueLimits limits, QueueUse use)
{
    private const long MaximumPayloadBytes = 16L * 1024 * 1024;

    public ClaimRequest Request { get; } = request;

    // Times are kept to the millisecond; what a claim says is what a later read says.
    public DateTimeOffset ClaimedAt { get; } =
        DateTimeOffset.FromUnixTimeMilliseconds(request.Now.ToUnixTimeMilliseconds());

    public List<ClaimedJob> Jobs { get; } = [];

    public OpenLease? Lease { get; set; }

    public long PayloadBytes { get; private set; }

    /// <summary>Whether the end of its jobs may let others run.</summary>
    public bool IsLimited { get; } = limits != QueueLimits.None;

    /// <summary>What the limits leave to it.</summary>
    public ClaimAllowance Allowance { get; } = new(limits, use, request.Now, request.Suspects);

    /// <summary>How many more jobs it may take.</summary>
    public int Left => Math.Min(Request.Limit - Jobs.Count, Allowance.Free);

    public bool IsFull => Left <= 0 || PayloadBytes >= MaximumPayloadBytes;

    /// <summary>One more is taken.</summary>
    public void Add(ClaimedJob job)
    {
        Jobs.Add(job);
        PayloadBytes += job.Payload.Length;
        if (IsLimited)
        {
            var partition = job.Partition?.Value ?? "";
            use.Begin(partition);
            Allowance.Begin(partition);
        }
    }
}
