using Cabinet.Application.Persistence;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>Opens what readers find, and brings the key ring up to date before it says that a key is missing.</summary>
/// <remarks>
/// A read that meets a version that this process doesn't know, or knows as destroyed, may only be behind: another node
/// has rotated, or has sealed the content anew since it was read. So the whole read is done once more, with the ring as
/// the store has it then; what fails again fails for good.
/// </remarks>
internal sealed class ContentOpener(IContentProtector protector, IKeyRing ring, ILogger<SealingStore> logger)
{
    /// <summary>Reads and opens.</summary>
    /// <param name="read">Reads from the driver and opens through the view; it may run twice.</param>
    /// <param name="cancellationToken">Ends the wait for the ring.</param>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.Unreadable"/>: a content was altered or moved. <see cref="StoreFault.KeyUnavailable"/>: this
    /// node lacks its key.
    /// </exception>
    public async ValueTask<T> ReadAsync<T>(Func<ContentView, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(new ContentView(protector, ring, logger, isLast: false));
        }
        catch (BehindException)
        {
            await CatchUpAsync(cancellationToken);
        }

        return await read(new ContentView(protector, ring, logger, isLast: true));
    }

    /// <summary>Whether a refusal may only mean that this process is behind.</summary>
    public static bool IsBehind(IKeyRing ring, Content content, OpenRefusal refusal) =>
        refusal is OpenRefusal.KeyUnavailable
        || (SealedUnder.TryRead(content.Sealed.Span, out var version)
            && ring.StateOf(version) == KeyState.Destroyed);

    /// <summary>Brings the ring up to date; when that fails, the ring stays as it is.</summary>
    public async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ring.RefreshAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is StoreException or KeyRingException or RootKeyException)
        {
            PersistenceLog.RefreshFailed(logger, exception.GetType().Name, exception.Message);
        }
    }
}
