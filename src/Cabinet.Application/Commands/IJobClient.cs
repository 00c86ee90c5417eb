using Cabinet.Domain.Ids;

namespace Cabinet.Application.Commands;

/// <summary>Enqueues jobs.</summary>
public interface IJobClient
{
    /// <summary>Enqueues one job; durable when it returns.</summary>
    /// <param name="payload">Its type must be declared with a job type.</param>
    /// <param name="options">How; null takes the type's defaults.</param>
    /// <param name="cancellationToken">Ends the wait; a commit under way may still take effect.</param>
    /// <exception cref="ArgumentException">
    /// The payload's type isn't declared, the payload is over 1 MiB, or an option is outside its range.
    /// </exception>
    /// <exception cref="Persistence.StoreException">The store can't commit now.</exception>
    ValueTask<EnqueueResult> EnqueueAsync<TPayload>(
        TPayload payload, EnqueueOptions? options = null, CancellationToken cancellationToken = default)
        where TPayload : notnull;

    /// <summary>Enqueues many jobs in one commit: all or none.</summary>
    /// <param name="payloads">1 to 10,000.</param>
    /// <param name="options">How; a unique key isn't allowed here.</param>
    /// <param name="cancellationToken">Ends the wait; a commit under way may still take effect.</param>
    /// <returns>Their ids, in order.</returns>
    /// <exception cref="ArgumentException">As for one; also when there are none or too many.</exception>
    /// <exception cref="Persistence.StoreException">The store can't commit now.</exception>
    ValueTask<IReadOnlyList<JobId>> EnqueueManyAsync<TPayload>(
        IReadOnlyList<TPayload> payloads, EnqueueOptions? options = null, CancellationToken cancellationToken = default)
        where TPayload : notnull;
}
