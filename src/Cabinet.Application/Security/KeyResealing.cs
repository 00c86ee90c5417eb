using Cabinet.Application.Persistence;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>Seals what lies under retired versions anew, so that these can be destroyed.</summary>
public sealed class KeyResealing(IStore store, IEnumerable<ISealedHoldings> holdings)
{
    private readonly IReadOnlyList<ISealedHoldings> holdings = [.. holdings];

    /// <summary>
    /// Does a bounded piece of it: a batch of the first holding that has something under the first such version.
    /// </summary>
    /// <param name="limit">At most so many contents.</param>
    /// <param name="cancellationToken">Ends it between two contents.</param>
    /// <returns>What it did; nothing and no more when no holding has anything that can be sealed anew.</returns>
    /// <exception cref="StoreException">The store can't commit now.</exception>
    public async ValueTask<ResealResult> RunBatchAsync(int limit, CancellationToken cancellationToken)
    {
        var unreadable = 0L;
        foreach (var key in await store.Keys.ListAsync(cancellationToken))
        {
            if (key.State != KeyState.Retired || KeyPurposes.KindOf(key.Purpose) != KeyKind.Sealing)
            {
                continue;
            }

            foreach (var holding in holdings)
            {
                var result = await holding.ResealAsync(KeyWrites.NameOf(key), limit, cancellationToken);
                unreadable += result.Unreadable;
                if (result.HasMore || result.Resealed > 0)
                {
                    return result with { Unreadable = unreadable, HasMore = true };
                }
            }
        }

        return new ResealResult(0, unreadable, HasMore: false);
    }
}
