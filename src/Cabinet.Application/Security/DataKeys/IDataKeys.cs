using Cabinet.Application.Persistence;
using Cabinet.Application.Policies;

namespace Cabinet.Application.Security.DataKeys;

/// <summary>
/// Keys for records that live long and belong to one subject: shredding the key makes all of them unreadable at once,
/// wherever they lie.
/// </summary>
/// <remarks>
/// Guarantees of every implementation:
/// <list type="bullet">
/// <item>A data key is stored wrapped under the ring, and re-wrapped when the ring's key is rotated: what it sealed stays
/// as it is.</item>
/// <item>Creating and shredding are audited in the commit that does it. Who may do it is decided by the caller.</item>
/// <item>From the return of <see cref="ShredAsync"/> nothing opens under the key in this process, and in others within
/// <see cref="LongestStaleness"/>. The database file doesn't hold the wrapped key any more once its log was reset;
/// <b>backups that were made before do</b>, and open for whoever has them and the root key, until they are gone
/// too.</item>
/// <item>Memory is bounded, and so is the time for which a key stays in it.</item>
/// </list>
/// The subject is a name for people: it isn't bound to what is sealed, the id and the tenant are.
/// </remarks>
public interface IDataKeys
{
    /// <summary>How long another process may still use a data key that was shredded: five seconds.</summary>
    static TimeSpan LongestStaleness => TimeSpan.FromSeconds(5);

    /// <summary>Makes a data key.</summary>
    /// <param name="subject">Whose records it is for: 1 to 200 characters, not secret.</param>
    /// <param name="tenant">The tenant, whose contents alone it then seals; empty where there is only one.</param>
    /// <param name="caller">On whose behalf, for the audit.</param>
    /// <param name="reason">Why, for the audit; 1 to 1,000 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Its id, which belongs beside the records that it seals.</returns>
    /// <exception cref="ArgumentException">A text is missing or too long: a caller's bug.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    /// <exception cref="KeyRingException">The ring can't wrap it.</exception>
    ValueTask<Guid> CreateAsync(
        string subject, string tenant, Caller caller, string reason, CancellationToken cancellationToken);

    /// <summary>Seals a plaintext under a data key.</summary>
    /// <param name="key">Which.</param>
    /// <param name="plaintext">At most <see cref="IContentProtector.MaximumPlaintextSize"/> bytes.</param>
    /// <param name="context">What it is bound to; purpose content, and the tenant of the key where that has one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The plaintext is too long, or the context is wrong.</exception>
    /// <exception cref="StoreException">The store can't be read now.</exception>
    /// <exception cref="KeyRingException">The ring isn't open.</exception>
    ValueTask<DataKeyResult> SealAsync(
        Guid key, ReadOnlyMemory<byte> plaintext, ContentContext context, CancellationToken cancellationToken);

    /// <summary>Opens what was sealed under a data key.</summary>
    /// <param name="key">Which.</param>
    /// <param name="sealedBytes">The envelope.</param>
    /// <param name="context">What the caller expects it to be bound to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">A part of the context is missing, too long or no valid text.</exception>
    /// <exception cref="StoreException">The store can't be read now.</exception>
    /// <exception cref="KeyRingException">The ring isn't open.</exception>
    ValueTask<DataKeyResult> OpenAsync(
        Guid key, ReadOnlyMemory<byte> sealedBytes, ContentContext context, CancellationToken cancellationToken);

    /// <summary>Forgets a data key for good.</summary>
    /// <param name="key">Which.</param>
    /// <param name="caller">On whose behalf, for the audit.</param>
    /// <param name="reason">Why, for the audit; 1 to 1,000 characters.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it was there to be shredded.</returns>
    /// <exception cref="ArgumentException">The reason is missing or too long.</exception>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    ValueTask<bool> ShredAsync(Guid key, Caller caller, string reason, CancellationToken cancellationToken);
}
