using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>
/// A place where sealed content lies: the store, a folder of blobs. Every one of them is asked before a key version is
/// destroyed (guarantee 11), and re-seals what it holds under a retired one.
/// </summary>
public interface ISealedHoldings
{
    /// <summary>What operators call it, such as "store" or "blobs".</summary>
    string Name { get; }

    /// <summary>
    /// Counts what is sealed under a version, or stops at a limit. It sees everything that was written before the call
    /// began.
    /// </summary>
    ValueTask<long> CountAsync(SealedUnder version, long limit, CancellationToken cancellationToken);

    /// <summary>
    /// Why it can't be known here what lies there, in whole sentences for an operator; null when it can. While there is a
    /// reason, no key version is destroyed.
    /// </summary>
    ValueTask<string?> FindObstacleAsync(CancellationToken cancellationToken) => default;

    /// <summary>
    /// Seals a bounded number of contents anew under the active version of their purpose, each atomically; one that
    /// changed or went away in between is left to the next call. Safe to kill anywhere.
    /// </summary>
    ValueTask<ResealResult> ResealAsync(SealedUnder version, int limit, CancellationToken cancellationToken);
}
