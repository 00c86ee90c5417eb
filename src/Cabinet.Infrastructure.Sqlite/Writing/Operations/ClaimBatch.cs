using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Limits;

namespace Cabinet.Infrastructure.Sqlite.Writing.Operations;

/// <summary>What one claim has taken so far, and what the limits leave to it.</summary>
internal sealed class ClaimBatch(ClaimRequest request, StoredSettings settings, QueueUse use)
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
    public bool IsLimited { get; } = settings.IsLimited;

    /// <summary>What the limits leave to it.</summary>
    public ClaimAllowance Allowance { get; } =
        new(settings.Limits, settings.Types, use, request.Now, request.Suspects);

    /// <summary>How many more jobs it may take.</summary>
    public int Left => Math.Min(Request.Limit - Jobs.Count, Allowance.Free);

    public bool IsFull => Left <= 0 || PayloadBytes >= MaximumPayloadBytes || Allowance.HasSteppedAside;

    /// <summary>One more is taken.</summary>
    /// <param name="job">The job.</param>
    /// <param name="type">The number of its type.</param>
    public void Add(ClaimedJob job, int type)
    {
        Jobs.Add(job);
        PayloadBytes += job.Payload.Length;
        if (IsLimited)
        {
            var partition = job.Partition?.Value ?? "";
            use.Begin(partition, type);
            Allowance.Begin(new Lane(partition, Allowance.KindOf(type)));
        }
    }
}
