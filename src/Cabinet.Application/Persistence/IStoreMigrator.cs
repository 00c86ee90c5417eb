namespace Cabinet.Application.Persistence;

/// <summary>Brings a store's schema up to date and says how it differs from what this release expects.</summary>
public interface IStoreMigrator
{
    /// <summary>Which schema version the store has, and which this release brings; changes nothing.</summary>
    /// <exception cref="StoreException">The store can't be read.</exception>
    ValueTask<SchemaStatus> ReadStatusAsync(CancellationToken cancellationToken);

    /// <summary>Applies what is missing, each migration whole or not at all, under a lock; none missing is fine.</summary>
    /// <exception cref="StoreException">The store is newer than this release tolerates, or can't be written.</exception>
    ValueTask<SchemaStatus> MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Every difference between the schema as it is and as the applied migrations left it, for people.</summary>
    ValueTask<IReadOnlyList<string>> FindDriftAsync(CancellationToken cancellationToken);
}
