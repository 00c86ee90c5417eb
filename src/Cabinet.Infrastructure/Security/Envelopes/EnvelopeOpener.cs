using Cabinet.Application.Security;
using Cabinet.Infrastructure.Security.Keys;
using Cabinet.Infrastructure.Security.Profiles;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>Opens whole envelopes whose secret was found, and keeps the message keys that opened something.</summary>
internal sealed class EnvelopeOpener(int cachedKeys) : IDisposable
{
    private readonly MessageKeyCache cache = new(cachedKeys);

    /// <summary>
    /// Whether an envelope of this length can be of its format. Where the profile is unknown nothing is said about that:
    /// the key's record refuses it.
    /// </summary>
    internal static bool IsPossibleSize(EnvelopeHeader header, int size)
    {
        if (CryptographicProfile.Find(header.Profile) is null)
        {
            return true;
        }

        var body = size - header.Bytes.Length;
        return header.Format == SingleFormat
            ? SingleEnvelope.IsPossibleBody(body)
            : SegmentedEnvelope.IsPossibleBody(body);
    }

    /// <summary>Opens an envelope of a possible size under the secret of its own profile; null when it refuses.</summary>
    internal byte[]? TryOpen(
        EnvelopeSecret secret, EnvelopeHeader header, ReadOnlySpan<byte> envelope, in ContentContext context) =>
        header.Format == SingleFormat
            ? TryOpenSingle(secret, header, envelope, context)
            : TryOpenUncached(secret, header, envelope, context);

    /// <summary>The same under a message key that is derived for this call and wiped after it.</summary>
    internal static byte[]? TryOpenUncached(
        EnvelopeSecret secret, EnvelopeHeader header, ReadOnlySpan<byte> envelope, in ContentContext context)
    {
        SecurityTelemetry.CountDerivation(SecurityTelemetry.Opening);
        if (MessageKey.DeriveForOpening(secret, header) is not { } key)
        {
            return null;
        }

        try
        {
            return header.Format == SingleFormat
                ? SingleEnvelope.TryOpen(key, header, envelope, context)
                : SegmentedEnvelope.TryOpen(key, header, envelope, context);
        }
        finally
        {
            key.Release();
        }
    }

    public void Dispose() => cache.Dispose();

    private byte[]? TryOpenSingle(
        EnvelopeSecret secret, EnvelopeHeader header, ReadOnlySpan<byte> envelope, in ContentContext context)
    {
        var name = new MessageKeyName(header);
        if (cache.TryAcquire(name) is { } cached)
        {
            try
            {
                return cached.Matches(header) ? SingleEnvelope.TryOpen(cached, header, envelope, context) : null;
            }
            finally
            {
                cached.Release();
            }
        }

        SecurityTelemetry.CountDerivation(SecurityTelemetry.Opening);
        if (MessageKey.DeriveForOpening(secret, header) is not { } key)
        {
            return null;
        }

        try
        {
            var plaintext = SingleEnvelope.TryOpen(key, header, envelope, context);
            if (plaintext is not null)
            {
                cache.Add(name, key);
            }

            return plaintext;
        }
        finally
        {
            key.Release();
        }
    }
}
