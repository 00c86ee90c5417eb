using Cabinet.Application.Persistence;

namespace Cabinet.Conformance;

/// <summary>A developer's own open transaction on the store's database, with rows of theirs in it.</summary>
/// <remarks>Disposing of it rolls back what was neither committed nor rolled back, and closes its connection.</remarks>
public interface IOwnTransaction : IAsyncDisposable
{
    /// <summary>What the driver takes.</summary>
    StoreTransaction Transaction { get; }

    /// <summary>Inserts a row into a table of the developer's.</summary>
    ValueTask AddRowAsync();

    /// <summary>Sets a savepoint of the developer's.</summary>
    ValueTask SaveAsync(string name);

    /// <summary>Goes back to a savepoint, which stays.</summary>
    ValueTask RollBackToAsync(string name);

    /// <summary>Commits.</summary>
    ValueTask CommitAsync();

    /// <summary>Rolls back.</summary>
    ValueTask RollBackAsync();
}
