using System.Collections.Frozen;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>The ring at one moment: every version in it was proven, and it never changes.</summary>
internal sealed class KeyRingSnapshot
{
    private readonly FrozenDictionary<(KeyId, KeyVersion), VersionKey> versions;
    private readonly (string Purpose, VersionKey Key)[] sealing;

    internal KeyRingSnapshot(IReadOnlyList<KeyVersionRecord> records, IReadOnlyCollection<VersionKey> proven)
    {
        Records = records;
        versions = proven.ToFrozenDictionary(key => (key.Record.KeyId, key.Record.Version));
        sealing =
        [
            .. from purpose in KeyPurposes.All
               let record = KeyRingRules.SelectSealing(proven.Select(key => key.Record), purpose)
               where record is not null
               select (purpose, versions[(record.KeyId, record.Version)]),
        ];
    }

    internal IReadOnlyList<KeyVersionRecord> Records { get; }

    /// <summary>The version that seals for a purpose, or null when the ring has none.</summary>
    internal VersionKey? FindSealing(string purpose)
    {
        foreach (var (candidate, key) in sealing)
        {
            if (candidate == purpose)
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>The version of that id and number, or null when the ring has none that may open.</summary>
    internal VersionKey? Find(KeyId keyId, KeyVersion version) => versions.GetValueOrDefault((keyId, version));
}
