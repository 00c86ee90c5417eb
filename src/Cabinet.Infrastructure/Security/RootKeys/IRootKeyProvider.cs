using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Security.RootKeys;

/// <summary>Where the root key comes from. It never touches the database in the clear.</summary>
internal interface IRootKeyProvider
{
    /// <summary>Loads the root key; the caller disposes it.</summary>
    /// <param name="createIfMissing">Whether to make one where there is none.</param>
    /// <exception cref="RootKeyException">There is none, or it is malformed or exposed.</exception>
    RootKey Load(bool createIfMissing);
}
