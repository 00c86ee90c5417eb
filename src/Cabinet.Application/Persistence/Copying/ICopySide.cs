namespace Cabinet.Application.Persistence.Copying;

/// <summary>One side of a copy: what both the source and the target can say about their rows.</summary>
public interface ICopySide : IAsyncDisposable
{
    /// <summary>How many rows a table has.</summary>
    /// <exception cref="StoreException">The store can't be read.</exception>
    ValueTask<long> CountAsync(CopyTable table, CancellationToken cancellationToken);

    /// <summary>The rows of a table; ciphertext as it is stored.</summary>
    /// <param name="table">Which.</param>
    /// <param name="skip">How many to leave out. A source has the same order each time, as long as it isn't changed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="StoreException">The store can't be read.</exception>
    IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(CopyTable table, long skip, CancellationToken cancellationToken);
}
