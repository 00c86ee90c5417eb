using Cabinet.Domain.Security;

namespace Cabinet.Application.Security;

/// <summary>Makes key versions: random key material, wrapped under the root key. The store gets only the record.</summary>
public interface IKeyMaker
{
    /// <summary>Makes a pending version.</summary>
    /// <param name="records">
    /// The ring as it is stored. The version is the next of the purpose's and tenant's key, or the first of a new key with
    /// a random id that none of them has.
    /// </param>
    /// <param name="purpose">One of <see cref="KeyPurposes.All"/>.</param>
    /// <param name="tenant">Whose key; empty for the installation's.</param>
    /// <exception cref="RootKeyException">There is no usable root key.</exception>
    KeyVersionRecord MakePending(IReadOnlyList<KeyVersionRecord> records, string purpose, string tenant);
}
