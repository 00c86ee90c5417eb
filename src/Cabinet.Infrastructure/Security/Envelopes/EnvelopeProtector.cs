using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Keys;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>Seals under the ring's current key and opens under whichever of its keys an envelope names.</summary>
internal sealed class EnvelopeProtector(KeyRing ring, ISecureRandom random) : IContentProtector, IDisposable
{
    private const int CachedKeys = 256;

    private readonly MessageKeyCache cache = new(CachedKeys);

    public byte[] Seal(ReadOnlySpan<byte> plaintext, in ContentContext context)
    {
        if (plaintext.Length > IContentProtector.MaximumPlaintextSize)
        {
            throw new ArgumentException(
                $"At most {IContentProtector.MaximumPlaintextSize} bytes are sealed at once, not {plaintext.Length}.",
                nameof(plaintext));
        }

        var version = FindSealing(ring.Current, context)
            ?? throw new ArgumentException(
                $"The ring has no key for \"{context.Purpose}\"; purposes are those of KeyPurposes.", nameof(context));
        var isSingle = plaintext.Length <= LargestSingle;
        var key = isSingle ? version.AcquireForSealing() : version.DeriveForSealing(SegmentedFormat, messages: 1);
        try
        {
            return isSingle
                ? SingleEnvelope.Seal(key, random, plaintext, context)
                : SegmentedEnvelope.Seal(key, random, plaintext, context);
        }
        finally
        {
            key.Release();
        }
    }

    public OpenResult Open(ReadOnlySpan<byte> sealedBytes, in ContentContext context)
    {
        var snapshot = ring.Current;
        if (!EnvelopeHeader.TryRead(sealedBytes, out var header) || !IsPossibleSize(header, sealedBytes.Length))
        {
            return Unreadable();
        }

        // The key's record decides about purpose, tenant and suite, whatever the message says.
        var name = new SealedUnder(header.KeyId, header.KeyVersion);
        var fit = snapshot.Judge(name, header.Profile, context, out var version);
        if (fit == KeyFit.NotHere)
        {
            SecurityTelemetry.CountRefusal(SecurityTelemetry.KeyUnavailable);
            return OpenResult.Refused(new OpenRefusal.KeyUnavailable(header.KeyId, header.KeyVersion));
        }

        if (fit != KeyFit.Fits || version is null)
        {
            return Unreadable();
        }

        var plaintext = header.Format == SingleFormat
            ? TryOpenSingle(version, header, sealedBytes, context)
            : TryOpenSegmented(version, header, sealedBytes, context);
        return plaintext is null ? Unreadable() : OpenResult.Opened(plaintext);
    }

    public void Dispose() => cache.Dispose();

    /// <summary>Only a key that seals may seal: a signing or digest key of the same ring never does.</summary>
    private static VersionKey? FindSealing(KeyRingSnapshot snapshot, in ContentContext context) =>
        KeyPurposes.KindOf(context.Purpose) == KeyKind.Sealing
            ? snapshot.FindSealing(context.Purpose, context.Tenant ?? "")
            : null;

    private byte[]? TryOpenSingle(
        VersionKey version, EnvelopeHeader header, ReadOnlySpan<byte> envelope, in ContentContext context)
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

        return DeriveAndOpenSingle(version, header, name, envelope, context);
    }

    private byte[]? DeriveAndOpenSingle(
        VersionKey version,
        EnvelopeHeader header,
        MessageKeyName name,
        ReadOnlySpan<byte> envelope,
        in ContentContext context)
    {
        SecurityTelemetry.CountDerivation(SecurityTelemetry.Opening);
        if (MessageKey.DeriveForOpening(version.Secret, header) is not { } key)
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

    private static byte[]? TryOpenSegmented(
        VersionKey version, EnvelopeHeader header, ReadOnlySpan<byte> envelope, in ContentContext context)
    {
        SecurityTelemetry.CountDerivation(SecurityTelemetry.Opening);
        if (MessageKey.DeriveForOpening(version.Secret, header) is not { } key)
        {
            return null;
        }

        try
        {
            return SegmentedEnvelope.TryOpen(key, header, envelope, context);
        }
        finally
        {
            key.Release();
        }
    }

    private static bool IsPossibleSize(EnvelopeHeader header, int size) => header.Format == SingleFormat
        ? SingleEnvelope.IsPossibleSize(size)
        : SegmentedEnvelope.IsPossibleSize(size);

    private static OpenResult Unreadable()
    {
        SecurityTelemetry.CountRefusal(SecurityTelemetry.Unreadable);
        return OpenResult.Refused(OpenRefusal.Unreadable.Instance);
    }
}
