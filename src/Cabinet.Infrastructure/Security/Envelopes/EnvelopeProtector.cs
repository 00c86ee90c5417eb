using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Keys;
using static Cabinet.Infrastructure.Security.Envelopes.EnvelopeFormat;

namespace Cabinet.Infrastructure.Security.Envelopes;

/// <summary>Seals under the ring's current key and opens under whichever of its keys an envelope names.</summary>
internal sealed class EnvelopeProtector(KeyRing ring, ISecureRandom random) : IContentProtector, IDisposable
{
    private const int CachedKeys = 256;

    private readonly EnvelopeOpener opener = new(CachedKeys);

    public ValueTask PrepareAsync(CancellationToken cancellationToken) =>
        !ring.IsOpen || ring.Current.FindSealing(KeyPurposes.Content) is not { Uses.IsReady: false } version
            ? default
            : ReserveAsync(version, cancellationToken);

    public byte[] Seal(ReadOnlySpan<byte> plaintext, in ContentContext context)
    {
        RequireSize(plaintext.Length);
        return Seal(RequireSealing(ring.Current, context), random, plaintext, context);
    }

    public OpenResult Open(ReadOnlySpan<byte> sealedBytes, in ContentContext context)
    {
        var snapshot = ring.Current;
        if (!EnvelopeHeader.TryRead(sealedBytes, out var header)
            || !EnvelopeOpener.IsPossibleSize(header, sealedBytes.Length))
        {
            return OpenResult.Refused(Unreadable());
        }

        if (FindOpening(snapshot, header, context, out var refusal) is not { } version)
        {
            return OpenResult.Refused(refusal);
        }

        var plaintext = opener.TryOpen(version.Secret, header, sealedBytes, context);
        return plaintext is null ? OpenResult.Refused(Unreadable()) : OpenResult.Opened(plaintext);
    }

    public void Dispose() => opener.Dispose();

    private async ValueTask ReserveAsync(VersionKey version, CancellationToken cancellationToken)
    {
        if (await version.Uses.PrepareAsync(cancellationToken))
        {
            return;
        }

        // It is used up, or another node made another version the active one. Seal says it where the first is true.
        await ring.RefreshAsync(cancellationToken);
        if (ring.Current.FindSealing(KeyPurposes.Content) is { } active && active.Record.Version != version.Record.Version)
        {
            await active.Uses.PrepareAsync(cancellationToken);
        }
    }

    /// <summary>Seals under one version: at most <see cref="LargestSingle"/> bytes at once, more in segments.</summary>
    internal static byte[] Seal(
        VersionKey version, ISecureRandom random, ReadOnlySpan<byte> plaintext, in ContentContext context)
    {
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

    internal static void RequireSize(int length)
    {
        if (length > IContentProtector.MaximumPlaintextSize)
        {
            throw new ArgumentException(
                $"At most {IContentProtector.MaximumPlaintextSize} bytes are sealed at once, not {length}.");
        }
    }

    /// <summary>Only a key that seals may seal: a signing or digest key of the same ring never does.</summary>
    /// <exception cref="ArgumentException">The ring has no such key.</exception>
    internal static VersionKey RequireSealing(KeyRingSnapshot snapshot, in ContentContext context) =>
        (KeyPurposes.KindOf(context.Purpose) == KeyKind.Sealing
            ? snapshot.FindSealing(context.Purpose, context.Tenant ?? "")
            : null)
        ?? throw new ArgumentException(
            $"The ring has no key for \"{context.Purpose}\"; purposes are those of KeyPurposes.", nameof(context));

    /// <summary>
    /// The version that may open what the header names, or why there is none. The key's record decides about purpose,
    /// tenant and suite, whatever the message says.
    /// </summary>
    internal static VersionKey? FindOpening(
        KeyRingSnapshot snapshot, EnvelopeHeader header, in ContentContext context, out OpenRefusal refusal)
    {
        var name = new SealedUnder(header.KeyId, header.KeyVersion);
        var fit = snapshot.Judge(name, header.Profile, context, out var version);
        if (fit == KeyFit.NotHere)
        {
            SecurityTelemetry.CountRefusal(SecurityTelemetry.KeyUnavailable);
            refusal = new OpenRefusal.KeyUnavailable(header.KeyId, header.KeyVersion);
            return null;
        }

        if (fit == KeyFit.Fits && version is not null)
        {
            refusal = OpenRefusal.Unreadable.Instance;
            return version;
        }

        refusal = Unreadable();
        return null;
    }

    internal static OpenRefusal Unreadable()
    {
        SecurityTelemetry.CountRefusal(SecurityTelemetry.Unreadable);
        return OpenRefusal.Unreadable.Instance;
    }
}
