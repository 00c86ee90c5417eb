using Cabinet.Domain.Security;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads the key ring as it is stored: every key wrapped.</summary>
public interface IKeyReader
{
    /// <summary>All versions, by key id and version.</summary>
    ValueTask<IReadOnlyList<KeyVersionRecord>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The ring's revision: how many changes its versions have seen.</summary>
    ValueTask<long> ReadRevisionAsync(CancellationToken cancellationToken);
}
