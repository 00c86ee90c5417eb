using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads data keys, wrapped.</summary>
public interface IDataKeyReader
{
    /// <summary>The data key of that id, shredded or not, or null.</summary>
    ValueTask<DataKeyRecord?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Data keys by id.</summary>
    ValueTask<IReadOnlyList<DataKeyRecord>> ListAsync(Page page, CancellationToken cancellationToken);
}
