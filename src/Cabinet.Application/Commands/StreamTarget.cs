using Cabinet.Domain.Ids;

namespace Cabinet.Application.Commands;

/// <summary>The batch that a stream of jobs goes into.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="FromMember">Whether a running member of it adds them.</param>
internal sealed record StreamTarget(BatchId Batch, bool FromMember);
