using Cabinet.Application.Persistence.Operations;
using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>The root keys, which wrap the ring's keys. They never touch the store in the clear, nor leave this port.</summary>
public interface IRootKeys
{
    /// <summary>Which root keys are at hand.</summary>
    /// <exception cref="RootKeyException">There is none, or one is malformed or exposed.</exception>
    RootKeyStatus ReadStatus();

    /// <summary>Makes sure that there is a next root key: finds the one that was brought, or makes a file.</summary>
    /// <exception cref="RootKeyException">There is no place that it could come from.</exception>
    void PrepareNext();

    /// <summary>Wraps each version that has key material and isn't under the next root key under that one.</summary>
    /// <returns>The operations that replace them; none when all are under it.</returns>
    /// <exception cref="RootKeyException">There is no next root key.</exception>
    /// <exception cref="KeyRingException">A version doesn't open under any root key that is at hand.</exception>
    IReadOnlyList<ReplaceWrappedKey> WrapUnderNext(IReadOnlyList<KeyVersionRecord> records);

    /// <summary>
    /// Makes the next root key the current one, where that can be done here. Call it when the whole ring is under it; it
    /// is safe to repeat.
    /// </summary>
    /// <returns>What is left for the operator to do, in whole sentences.</returns>
    /// <exception cref="RootKeyException">The files can't be changed.</exception>
    string FinishReplacement();
}
