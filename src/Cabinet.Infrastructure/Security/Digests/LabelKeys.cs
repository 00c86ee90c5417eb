using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security.Keys;

namespace Cabinet.Infrastructure.Security.Digests;

/// <summary>The keys that were derived, label by label, from one version of the digest key.</summary>
internal sealed class LabelKeys(VersionKey version)
{
    private const int KeySize = 32;
    private const int MostLabels = 64;
    private const int LargestLabel = 64;

    private readonly ConcurrentDictionary<string, SecretBytes> keys = new(StringComparer.Ordinal);

    internal VersionKey Version { get; } = version;

    private static ReadOnlySpan<byte> Prefix => "cabinet/v1/digest:"u8;

    internal SecretBytes Find(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return keys.TryGetValue(label, out var key) ? key : Add(label);
    }

    private SecretBytes Add(string label)
    {
        if (label.Length is 0 or > LargestLabel || !Ascii.IsValid(label))
        {
            throw new ArgumentException($"A digest's label is 1 to {LargestLabel} ASCII characters.", nameof(label));
        }

        if (keys.Count >= MostLabels)
        {
            throw new ArgumentException(
                $"There are {MostLabels} digest labels already. A label is a constant of the code, not data.",
                nameof(label));
        }

        return keys.GetOrAdd(label, Derive);
    }

    private SecretBytes Derive(string label)
    {
        Span<byte> info = stackalloc byte[Prefix.Length + LargestLabel];
        Prefix.CopyTo(info);
        var length = Prefix.Length + Encoding.ASCII.GetBytes(label, info[Prefix.Length..]);
        Span<byte> key = stackalloc byte[KeySize];
        try
        {
            var secret = Version.Secret;
            secret.Profile.Derive(secret.Secret.Expose(SecretAccess.Granted), [], info[..length], key);
            return new SecretBytes(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
