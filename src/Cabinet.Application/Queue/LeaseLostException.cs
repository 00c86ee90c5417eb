using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Queue;

/// <summary>The job's lease is gone: it may be running elsewhere, and nothing that this run does counts any more.</summary>
public sealed class LeaseLostException : OperationCanceledException
{
    /// <summary>Makes one.</summary>
    public LeaseLostException(JobLease lease)
        : base($"Job {lease.Job} lost its lease (epoch {lease.Epoch}). Stop; another run may have begun.") => Lease = lease;

    /// <summary>The lease that is gone.</summary>
    public JobLease Lease { get; }
}
