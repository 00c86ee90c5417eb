using System.Security.Cryptography;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Profiles;

namespace Cabinet.Infrastructure.Security.DataKeys;

/// <summary>Makes data keys, seals them under the ring, and opens them again.</summary>
internal sealed class DataKeyWrapping(IContentProtector protector, ISecureRandom random, ProfilePolicy profiles)
{
    private const int SecretSize = 32;

    /// <summary>The profile's byte and the secret, so that a record can't name another profile.</summary>
    private const int PlaintextSize = 1 + SecretSize;

    internal DataKeyRecord Create(Guid id, string subject, string tenant, DateTimeOffset now)
    {
        var profile = profiles.ForNewVersions;
        Span<byte> plaintext = stackalloc byte[PlaintextSize];
        try
        {
            plaintext[0] = profile.Number;
            random.Fill(plaintext[1..]);
            return new DataKeyRecord
            {
                Id = id,
                Subject = subject,
                Tenant = tenant,
                Profile = profile.Number,
                Wrapped = Content.FromSealed(protector.Seal(plaintext, ContentContexts.DataKey(id, tenant))),
                CreatedAt = now,
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <summary>Opens a record that isn't shredded; null when it refuses.</summary>
    internal OpenedDataKey? TryUnwrap(DataKeyRecord record, out OpenRefusal refusal)
    {
        refusal = OpenRefusal.Unreadable.Instance;
        var keyId = NameOf(record.Id);
        if (CryptographicProfile.Find(record.Profile) is not { } profile
            || profiles.UseOf(profile) == ProfileUse.Forbidden)
        {
            refusal = new OpenRefusal.KeyUnavailable(keyId, KeyVersion.First);
            return null;
        }

        var opened = protector.Open(record.Wrapped.Sealed.Span, ContentContexts.DataKey(record.Id, record.Tenant));
        if (!opened.IsOpened)
        {
            refusal = opened.Refusal;
            return null;
        }

        try
        {
            return opened.Plaintext is { Length: PlaintextSize } plaintext && plaintext[0] == profile.Number
                ? new OpenedDataKey(
                    new EnvelopeSecret(
                        keyId, KeyVersion.First, profile, new SecretBytes(plaintext.AsSpan(1)), EnvelopeUse.DataKey),
                    record.Tenant)
                : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(opened.Plaintext);
        }
    }

    /// <summary>Whether envelopes of this profile may be made.</summary>
    internal bool MaySeal(CryptographicProfile profile) => profiles.UseOf(profile) == ProfileUse.Active;

    /// <summary>A data key's id as envelopes under it carry it.</summary>
    private static KeyId NameOf(Guid id) => KeyId.FromBytes(id.ToByteArray(bigEndian: true));
}
