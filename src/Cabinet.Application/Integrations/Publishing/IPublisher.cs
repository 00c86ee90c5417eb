using Cabinet.Domain.Integrations;

namespace Cabinet.Application.Integrations.Publishing;

/// <summary>Publishes items to whoever follows.</summary>
/// <remarks>
/// Publishing is keyed: however often the same idempotency key is used, the item is published once. A publish that
/// returned is on stable storage.
/// </remarks>
public interface IPublisher
{
    /// <summary>What serves this port.</summary>
    Provenance Adapter { get; }

    /// <summary>Publishes an item.</summary>
    /// <param name="publication">The item.</param>
    /// <param name="idempotencyKey">The same for every try of one effect; 1 to 300 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>True when it was published now, false when this key had published it before.</returns>
    /// <exception cref="ArgumentException">Item, document or key is outside its range.</exception>
    /// <exception cref="Storage.StorageException">The feed can't be written.</exception>
    ValueTask<bool> PublishAsync(
        Publication publication, string idempotencyKey, CancellationToken cancellationToken);
}
