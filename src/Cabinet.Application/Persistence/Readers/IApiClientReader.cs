using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Readers;

/// <summary>Reads the clients of the HTTP boundary. Reads change nothing: same state, same answer.</summary>
public interface IApiClientReader
{
    /// <summary>The client of that name, or null. One row, by its key.</summary>
    ValueTask<ApiClientRecord?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Clients by name, in the order of their characters' codes.</summary>
    /// <param name="after">Only those behind this name; empty begins at the first.</param>
    /// <param name="limit">At most so many, 1 to <see cref="Page.MaximumLimit"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<IReadOnlyList<ApiClientRecord>> ListAsync(string after, int limit, CancellationToken cancellationToken);
}
