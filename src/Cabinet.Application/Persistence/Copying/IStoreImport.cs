namespace Cabinet.Application.Persistence.Copying;

/// <summary>Fills an empty store with the rows of another one.</summary>
/// <remarks>
/// From <see cref="BeginAsync"/> to <see cref="CompleteAsync"/> the store is marked, and no node opens it. Each call of
/// <see cref="WriteAsync"/> is one commit, so an interrupted copy has the first rows of a table, in the source's order.
/// </remarks>
public interface IStoreImport : ICopySide
{
    /// <summary>Makes the schema and marks the store, unless it bears the mark of the same source already.</summary>
    /// <param name="source">What the source is and in which state: 1 to 200 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether an interrupted copy goes on.</returns>
    /// <exception cref="StoreException">
    /// The store isn't empty, holds an interrupted copy of another source, or can't be written.
    /// </exception>
    ValueTask<bool> BeginAsync(string source, CancellationToken cancellationToken);

    /// <summary>Adds rows; durable when it returns.</summary>
    /// <exception cref="StoreException">The store can't be written.</exception>
    ValueTask WriteAsync(
        CopyTable table, IReadOnlyList<IReadOnlyList<object?>> rows, CancellationToken cancellationToken);

    /// <summary>Sets what numbers new rows from here on, and takes the mark away: nodes may open the store.</summary>
    /// <exception cref="StoreException">The store can't be written.</exception>
    ValueTask CompleteAsync(CancellationToken cancellationToken);
}
