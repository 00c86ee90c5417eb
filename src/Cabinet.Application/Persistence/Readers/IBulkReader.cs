using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads bulk actions. Reads change nothing: same state, same answer.</summary>
public interface IBulkReader
{
    /// <summary>The action of that id, or null.</summary>
    ValueTask<BulkRecord?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Actions by id, oldest first.</summary>
    ValueTask<IReadOnlyList<BulkRecord>> ListAsync(Page page, CancellationToken cancellationToken);

    /// <summary>Actions that haven't ended, oldest first; cheap when there is none.</summary>
    ValueTask<IReadOnlyList<BulkRecord>> ListOpenAsync(int limit, CancellationToken cancellationToken);
}
