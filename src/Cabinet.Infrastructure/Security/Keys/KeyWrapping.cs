using System.Security.Cryptography;
using System.Text;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Envelopes;
using Cabinet.Infrastructure.Security.Profiles;
using Cabinet.Infrastructure.Security.RootKeys;

namespace Cabinet.Infrastructure.Security.Keys;

/// <summary>Makes key versions, seals their secrets under the root key, and proves them when they come back.</summary>
internal static class KeyWrapping
{
    private const int SecretSize = 32;
    private const int CheckValueSize = 32;
    private const int LargestPurpose = 64;

    /// <summary>
    /// The plaintext is the profile's byte and the secret, so that a record can't name another profile.
    /// </summary>
    private const int PlaintextSize = 1 + SecretSize;

    private static ReadOnlySpan<byte> CheckLabel => "cabinet/v1/key-check:"u8;

    /// <summary>
    /// Makes a new version with a random secret: the key itself for sealing and digests, an Ed25519 seed for signing, an
    /// X25519 private key for exchange.
    /// </summary>
    internal static KeyVersionRecord CreateRecord(
        RootKey root,
        KeyId keyId,
        KeyVersion version,
        string purpose,
        DateTimeOffset now,
        ISecureRandom random,
        KeyState state = KeyState.Active,
        string tenant = "",
        CryptographicProfile? profile = null)
    {
        profile ??= CryptographicProfile.Default;
        Span<byte> plaintext = stackalloc byte[PlaintextSize];
        try
        {
            plaintext[0] = profile.Number;
            random.Fill(plaintext[1..]);
            var record = new KeyVersionRecord
            {
                KeyId = keyId,
                Version = version,
                Purpose = purpose,
                Tenant = tenant,
                State = state,
                Profile = profile.Number,
                WrappedKey = ReadOnlyMemory<byte>.Empty,
                CheckValue = ReadOnlyMemory<byte>.Empty,
                CreatedAt = Truncate(now),
                ActivatedAt = state == KeyState.Active ? Truncate(now) : null,
            };
            return record with
            {
                WrappedKey = Wrap(root, record, plaintext, random),
                CheckValue = ComputeCheckValue(record, profile, plaintext[1..]),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <summary>Opens a record's secret under the root key and proves it by its check value.</summary>
    /// <exception cref="KeyRingException">It doesn't open, or isn't the key that was created.</exception>
    internal static EnvelopeSecret Unwrap(RootKeySet roots, KeyVersionRecord record)
    {
        var profile = CryptographicProfile.Find(record.Profile) ?? throw KeyRingErrors.UnknownProfile(record);
        if (!EnvelopeHeader.TryRead(record.WrappedKey.Span, out var header))
        {
            throw KeyRingErrors.Damaged(record);
        }

        var root = roots.Find(header.KeyId)
            ?? throw KeyRingErrors.OtherRootKey(record, header.KeyId, roots.Current);

        var plaintext = TryOpen(root, record, header);
        try
        {
            return plaintext is { Length: PlaintextSize }
                && plaintext[0] == record.Profile
                && CryptographicOperations.FixedTimeEquals(
                    ComputeCheckValue(record, profile, plaintext.AsSpan(1)), record.CheckValue.Span)
                ? new EnvelopeSecret(
                    record.KeyId, record.Version, profile, new SecretBytes(plaintext.AsSpan(1)), EnvelopeUse.Content)
                : throw KeyRingErrors.Damaged(record);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <summary>Wraps a version's secret under another root key, once it has opened and was proven.</summary>
    /// <exception cref="KeyRingException">It doesn't open, or isn't the key that was created.</exception>
    internal static byte[] Rewrap(RootKeySet roots, RootKey next, KeyVersionRecord record, ISecureRandom random)
    {
        using var secret = Unwrap(roots, record).Secret;
        Span<byte> plaintext = stackalloc byte[PlaintextSize];
        try
        {
            plaintext[0] = record.Profile;
            secret.Expose(SecretAccess.Granted).CopyTo(plaintext[1..]);
            return Wrap(next, record, plaintext, random);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    private static byte[] Wrap(
        RootKey root, KeyVersionRecord record, ReadOnlySpan<byte> plaintext, ISecureRandom random)
    {
        Span<byte> salt = stackalloc byte[EnvelopeFormat.SaltSize];
        random.Fill(salt);
        var key = MessageKey.DeriveForSealing(root.Secret, EnvelopeFormat.SingleFormat, salt, uses: 1);
        try
        {
            return SingleEnvelope.Seal(key, random, plaintext, WrapContext(record));
        }
        finally
        {
            key.Release();
        }
    }

    private static byte[]? TryOpen(RootKey root, KeyVersionRecord record, EnvelopeHeader header)
    {
        if (header.Format != EnvelopeFormat.SingleFormat
            || header.Profile != root.Secret.Profile.Number
            || !SingleEnvelope.IsPossibleBody(record.WrappedKey.Length - header.Bytes.Length)
            || MessageKey.DeriveForOpening(root.Secret, header) is not { } key)
        {
            return null;
        }

        try
        {
            return SingleEnvelope.TryOpen(key, header, record.WrappedKey.Span, WrapContext(record));
        }
        finally
        {
            key.Release();
        }
    }

    /// <summary>
    /// Binds a wrapped key to its record: id, version, purpose and tenant. Its state changes, so it isn't bound.
    /// </summary>
    private static ContentContext WrapContext(KeyVersionRecord record) => new(
        "key-wrap",
        "key-version",
        new Guid(record.KeyId.ToByteArray(), bigEndian: true),
        record.Purpose,
        record.Version.Value,
        record.Tenant);

    private static DateTimeOffset Truncate(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());

    private static byte[] ComputeCheckValue(
        KeyVersionRecord record, CryptographicProfile profile, ReadOnlySpan<byte> secret)
    {
        if (record.Purpose is not { Length: > 0 and <= LargestPurpose } || !Ascii.IsValid(record.Purpose))
        {
            throw KeyRingErrors.Damaged(record);
        }

        if (PublicHalf.Has(record.Purpose))
        {
            return PublicHalf.Derive(record.Purpose, secret);
        }

        Span<byte> info = stackalloc byte[CheckLabel.Length + EnvelopeFormat.IdentitySize + LargestPurpose];
        CheckLabel.CopyTo(info);
        EnvelopeHeader.WriteIdentity(
            info[CheckLabel.Length..], EnvelopeFormat.SingleFormat, profile.Number, record.KeyId, record.Version);
        var length = CheckLabel.Length + EnvelopeFormat.IdentitySize;
        length += Encoding.ASCII.GetBytes(record.Purpose, info[length..]);
        var checkValue = new byte[CheckValueSize];
        profile.Derive(secret, [], info[..length], checkValue);
        return checkValue;
    }
}
