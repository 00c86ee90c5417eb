using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads batches. Reads change nothing: same state, same answer.</summary>
public interface IBatchReader
{
    /// <summary>The batch of that id, or null.</summary>
    ValueTask<BatchRecord?> FindAsync(BatchId id, CancellationToken cancellationToken);

    /// <summary>Batches by id, oldest first.</summary>
    ValueTask<IReadOnlyList<BatchRecord>> ListAsync(BatchFilter filter, Page page, CancellationToken cancellationToken);
}
