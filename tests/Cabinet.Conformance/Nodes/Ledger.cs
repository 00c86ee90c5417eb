using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Nodes;

/// <summary>What all nodes of a run sent and were told, in one order of time. Safe for concurrent use.</summary>
internal sealed class Ledger
{
    private readonly Lock sync = new();
    private readonly List<LedgerCommit> commits = [];
    private readonly List<LedgerClaim> claims = [];
    private long now;

    public IReadOnlyList<LedgerCommit> Commits => commits;

    public IReadOnlyList<LedgerClaim> Claims => claims;

    /// <summary>The next moment.</summary>
    public long Next() => Interlocked.Increment(ref now);

    public void Add(long began, IReadOnlyList<WriteOperation> operations, CommitResult? result)
    {
        var ended = result is null ? long.MaxValue : Next();
        lock (sync)
        {
            commits.Add(new LedgerCommit(began, ended, operations, result));
        }
    }

    public void Add(long began, NodeId node, IReadOnlyList<ClaimedJob> jobs)
    {
        var ended = Next();
        lock (sync)
        {
            claims.AddRange(jobs.Select(job => new LedgerClaim(began, ended, node, job.Lease)));
        }
    }
}
