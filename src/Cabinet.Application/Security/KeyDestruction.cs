using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>
/// Destroys a key version for good, and only when nothing stored or queued uses it, every live node has confirmed, and
/// whoever hasn't can't write under it any more (guarantee 11).
/// </summary>
/// <remarks>
/// The order is the guarantee: all live nodes know that the version is retired; nothing is found under it; it is fenced,
/// so that no commit can bring content under it; all live nodes know that; nothing is found again; then its key goes.
/// Safe to repeat and to kill anywhere: what was begun is a fence, which does no harm.
/// </remarks>
public sealed class KeyDestruction
{
    /// <summary>How far a holding counts: enough to say that it isn't empty.</summary>
    public const long CountLimit = 100_000;

    // Content that moves between two tables can slip by one walk; to slip by two it would have to move back in between.
    private const int WalksAfterFence = 2;

    private readonly IStore store;
    private readonly IReadOnlyList<ISealedHoldings> holdings;
    private readonly KeyWrites writes;

    /// <summary>Makes it from its ports.</summary>
    public KeyDestruction(IStore store, IEnumerable<ISealedHoldings> holdings, IIdGenerator ids, TimeProvider time)
    {
        this.store = store;
        this.holdings = [.. holdings];
        writes = new KeyWrites(store, ids, time);
    }

    /// <summary>Destroys a retired version, or gives up a pending one.</summary>
    /// <returns>
    /// <see cref="KeyResult.Changed"/> when its key is gone; <see cref="KeyResult.Waiting"/> while nodes have yet to
    /// confirm: call it again then; or why nothing changed.
    /// </returns>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<KeyResult> DestroyAsync(
        SealedUnder version, KeyAuthor author, CancellationToken cancellationToken)
    {
        var key = KeyRotation.Find(await store.Keys.ListAsync(cancellationToken), version);
        return key?.State switch
        {
            null => new KeyResult.NotFound(),
            KeyState.Pending => await EndAsync(key, author, cancellationToken),
            KeyState.Retired when !key.IsFenced => await FenceAsync(key, author, cancellationToken),
            KeyState.Retired => await DestroyFencedAsync(key, author, cancellationToken),
            KeyState.Active => new KeyResult.Refused(
                "The version is active: things are sealed or signed with it at this moment. Rotate the key first, which "
                + "retires this version."),
            _ => new KeyResult.Refused($"The version is {KeyRotation.Text(key.State)} already."),
        };
    }

    /// <summary>How much lies under a version, by holding; those that have nothing are left out.</summary>
    /// <param name="key">The version.</param>
    /// <param name="limit">How far each holding counts.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<IReadOnlyList<HoldingCount>> CountAsync(
        KeyVersionRecord key, long limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var counts = new List<HoldingCount>();
        if (KeyPurposes.KindOf(key.Purpose) != KeyKind.Sealing)
        {
            return counts;
        }

        foreach (var holding in holdings)
        {
            var count = await holding.CountAsync(KeyWrites.NameOf(key), limit, cancellationToken);
            if (count > 0)
            {
                counts.Add(new HoldingCount(holding.Name, count));
            }
        }

        return counts;
    }

    private async ValueTask<KeyResult> FenceAsync(
        KeyVersionRecord key, KeyAuthor author, CancellationToken cancellationToken)
    {
        if (await writes.ListUnconfirmedAsync(key.Revision, cancellationToken) is { Count: > 0 } unconfirmed)
        {
            return new KeyResult.Waiting(KeyWrites.NameOf(key), unconfirmed);
        }

        if (await FindObstacleAsync(key, cancellationToken) is { } obstacle)
        {
            return new KeyResult.Refused(obstacle);
        }

        if (await CountAsync(key, CountLimit, cancellationToken) is { Count: > 0 } counts)
        {
            return InUse(counts);
        }

        var result = await writes.CommitAsync(
            cancellationToken,
            new RequireRingConfirmed(key.Revision),
            new FenceKeyVersion(KeyWrites.NameOf(key), IsFenced: true),
            writes.Audit(AuditActions.KeyFenced, key, author));
        if (result is CommitResult.Refused refused)
        {
            return await writes.ExplainAsync(refused, key, cancellationToken);
        }

        // The fence has a revision of its own, which the nodes confirm in turn.
        var fenced = KeyRotation.Find(await store.Keys.ListAsync(cancellationToken), KeyWrites.NameOf(key));
        return fenced is { State: KeyState.Retired, IsFenced: true }
            ? await DestroyFencedAsync(fenced, author, cancellationToken)
            : new KeyResult.Refused("The key ring was changed by somebody else at the same moment. Look at it again.");
    }

    private async ValueTask<KeyResult> DestroyFencedAsync(
        KeyVersionRecord key, KeyAuthor author, CancellationToken cancellationToken)
    {
        if (await writes.ListUnconfirmedAsync(key.Revision, cancellationToken) is { Count: > 0 } unconfirmed)
        {
            return new KeyResult.Waiting(KeyWrites.NameOf(key), unconfirmed);
        }

        if (await FindObstacleAsync(key, cancellationToken) is { } obstacle)
        {
            return new KeyResult.Refused(obstacle);
        }

        for (var walk = 0; walk < WalksAfterFence; walk++)
        {
            if (await CountAsync(key, CountLimit, cancellationToken) is { Count: > 0 } counts)
            {
                await writes.CommitAsync(
                    cancellationToken,
                    new FenceKeyVersion(KeyWrites.NameOf(key), IsFenced: false),
                    writes.Audit(AuditActions.KeyUnfenced, key, author));
                return InUse(counts);
            }
        }

        return await EndAsync(key, author, cancellationToken);
    }

    private async ValueTask<string?> FindObstacleAsync(KeyVersionRecord key, CancellationToken cancellationToken)
    {
        if (KeyPurposes.KindOf(key.Purpose) == KeyKind.Sealing)
        {
            foreach (var holding in holdings)
            {
                if (await holding.FindObstacleAsync(cancellationToken) is { } obstacle)
                {
                    return obstacle;
                }
            }
        }

        return null;
    }

    private async ValueTask<KeyResult> EndAsync(
        KeyVersionRecord key, KeyAuthor author, CancellationToken cancellationToken)
    {
        var change = new ChangeKeyState(KeyWrites.NameOf(key), key.State, KeyState.Destroyed, writes.Now);
        var audited = writes.Audit(AuditActions.KeyDestroyed, key, author);
        var result = key.State == KeyState.Pending
            ? await writes.CommitAsync(cancellationToken, change, audited)
            : await writes.CommitAsync(cancellationToken, new RequireRingConfirmed(key.Revision), change, audited);
        return result is CommitResult.Refused refused
            ? await writes.ExplainAsync(refused, key, cancellationToken)
            : new KeyResult.Changed(KeyWrites.NameOf(key), KeyState.Destroyed);
    }

    private static KeyResult.Refused InUse(IReadOnlyList<HoldingCount> counts) => new(
        $"It is in use: {string.Join(", ", counts)}. What lies under a retired version is sealed anew in the background; "
        + "wait for that, and look at what can't be read.");
}
