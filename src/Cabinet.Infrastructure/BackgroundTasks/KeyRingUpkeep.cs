using Cabinet.Application.BackgroundTasks;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Security;
using Cabinet.Domain.Ids;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>
/// Keeps this process's key ring as the store has it, and says so for the node that the process is: what a node confirmed,
/// it can seal and open with.
/// </summary>
/// <remarks>
/// A node whose ring can't be loaded confirms nothing, so that no rotation leaves it behind and no key is destroyed that
/// it may still seal with.
/// </remarks>
internal sealed class KeyRingUpkeep(
    IKeyRing ring,
    IStore store,
    IOptions<KeyUpkeepOptions> options,
    GuardedLogger<KeyRingUpkeep> log,
    TimeProvider time,
    INodeIdentity? identity = null) : BackgroundService
{
    private (NodeId Node, long Revision)? confirmed;

    /// <summary>Looks once: loads the ring if it changed, and confirms it if that is news.</summary>
    internal async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        if (!ring.IsOpen)
        {
            return;
        }

        await ring.RefreshAsync(cancellationToken);
        if (identity?.Current is not { } node || confirmed == (node, ring.Revision))
        {
            return;
        }

        // Read before the commit: what is confirmed is never newer than what is loaded.
        var revision = ring.Revision;
        var result = await store.CommitAsync(new WriteSet(new ConfirmRing(node, revision)), cancellationToken);
        if (result is CommitResult.Committed)
        {
            confirmed = (node, revision);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TryLookAsync(stoppingToken);
                await Task.Delay(options.Value.RefreshInterval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the process.
        }
    }

    private async Task TryLookAsync(CancellationToken stopping)
    {
        try
        {
            await LookAsync(stopping);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            // The ring that was loaded stays in use; the next look tries again.
            log.RingBehind(exception.GetType().Name, exception is StoreException or KeyRingException or RootKeyException
                ? exception.Message
                : "");
        }
    }
}
