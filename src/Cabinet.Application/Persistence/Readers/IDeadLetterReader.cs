using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads the dead-letter queue. Reads change nothing: same state, same answer.</summary>
public interface IDeadLetterReader
{
    /// <summary>The dead letter of that job, or null.</summary>
    ValueTask<DeadLetterRecord?> FindAsync(JobId id, CancellationToken cancellationToken);

    /// <summary>The payload of a dead-lettered job, or <see cref="Content.None"/> when there is no such job.</summary>
    ValueTask<Content> ReadPayloadAsync(JobId id, CancellationToken cancellationToken);

    /// <summary>Dead letters by id, oldest job first.</summary>
    ValueTask<IReadOnlyList<DeadLetterRecord>> ListAsync(
        DeadLetterFilter filter, Page page, CancellationToken cancellationToken);

    /// <summary>Dead letters by id that match, as far as a bounded look goes.</summary>
    ValueTask<Found<DeadLetterRecord>> SearchAsync(
        DeadLetterSearch filter, Search search, CancellationToken cancellationToken);

    /// <summary>
    /// The first groups by cause, in the order of the causes, at most <see cref="DeadLetterGroup.MaximumGroups"/>. Letters
    /// without a cause are in none.
    /// </summary>
    /// <param name="after">The last cause of the groups before; null begins.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<DeadLetterGroup>> ListGroupsAsync(string? after, CancellationToken cancellationToken);

    /// <summary>How many match.</summary>
    ValueTask<long> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken);
}
