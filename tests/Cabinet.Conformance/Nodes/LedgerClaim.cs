using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Nodes;

/// <summary>A job that a node was given.</summary>
/// <param name="Began">When the claim was sent, in steps of the ledger.</param>
/// <param name="Ended">When its answer came.</param>
/// <param name="Node">Who got it.</param>
/// <param name="Lease">The job and the epoch.</param>
internal sealed record LedgerClaim(long Began, long Ended, NodeId Node, JobLease Lease);
