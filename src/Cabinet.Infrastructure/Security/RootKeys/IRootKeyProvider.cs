using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>Where the root keys come from. They never touch the database in the clear.</summary>
internal interface IRootKeyProvider
{
    /// <summary>Loads the root keys; the caller disposes them.</summary>
    /// <param name="createIfMissing">Whether to make one where there is none.</param>
    /// <exception cref="RootKeyException">There is none, or one is malformed or exposed.</exception>
    RootKeySet Load(bool createIfMissing);

    /// <summary>
    /// Makes the next root key, unless one is prepared. Only a file can be made; elsewhere the operator brings it.
    /// </summary>
    /// <exception cref="RootKeyException">There is no place that the next root key could come from.</exception>
    void PrepareNext();

    /// <summary>
    /// Makes the next root key the current one, where that is a file, and keeps the old one beside it. Safe to repeat.
    /// </summary>
    /// <returns>What is left for the operator to do, in a sentence.</returns>
    string FinishReplacement();
}
