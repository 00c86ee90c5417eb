namespace Cabinet.Application.Integrations.Publishing;

/// <summary>Reads what was published to a feed that Cabinet itself keeps.</summary>
public interface IPublicationFeed
{
    /// <summary>Everything that was published, one entry for each idempotency key, by item and then by document.</summary>
    /// <exception cref="Storage.StorageException">The feed can't be read, or an entry is damaged.</exception>
    ValueTask<IReadOnlyList<Publication>> ReadAsync(CancellationToken cancellationToken);
}
